using System.Data;
using System.Data.Common;
using Dialtone.Dialects;
using Dialtone.Errors;

namespace Dialtone;

/// <summary>A transaction: committed by <see cref="CommitAsync"/>, rolled back by everything else.</summary>
public sealed class Transaction : Executor, IAsyncDisposable
{
    readonly DbConnection connection;
    readonly DbTransaction transaction;
    readonly bool isOwned;
    bool isOver;
    bool isAborted;

    Transaction(Connector connector, TimeSpan statementTimeout, DbConnection connection, DbTransaction transaction, bool isOwned)
        : base(connector, statementTimeout)
    {
        this.connection = connection;
        this.transaction = transaction;
        this.isOwned = isOwned;
    }

    /// <summary>Makes the work permanent.</summary>
    /// <exception cref="DatabaseException">
    /// The server refused, the connection was lost, or an earlier statement failed: PostgreSQL would then roll back without a word.
    /// </exception>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        if (isAborted)
        {
            await RollbackAsync(cancellationToken).ConfigureAwait(false);
            throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Statement,
                    Kind = ErrorKind.Statement,
                    What = "the transaction was rolled back: an earlier statement in it had failed",
                    Fix = "let the first failure end the transaction, or use a savepoint around statements that may fail",
                    SqlState = "25P02",
                }
            );
        }

        await EndAsync(transaction.CommitAsync, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Undoes the work.</summary>
    /// <exception cref="DatabaseException">The connection was lost; the server undoes the work by itself then.</exception>
    public Task RollbackAsync(CancellationToken cancellationToken = default) => EndAsync(transaction.RollbackAsync, cancellationToken);

    /// <summary>Rolls back, unless the transaction is over already.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await transaction.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (Connector.Knows(exception))
        {
            // A lost connection rolls back by itself; the failure that lost it was thrown where it happened.
        }
        finally
        {
            isOver = true;
            if (isOwned)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    internal static async Task<Transaction> BeginAsync(
        Connector connector,
        TimeSpan statementTimeout,
        DbConnection connection,
        bool isOwned,
        IsolationLevel isolationLevel,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var transaction = await connection.BeginTransactionAsync(isolationLevel, cancellationToken).ConfigureAwait(false);
            return new(connector, statementTimeout, connection, transaction, isOwned);
        }
        catch (Exception exception)
        {
            if (isOwned)
            {
                await connection.DisposeAsync().ConfigureAwait(false);
            }

            if (exception is not OperationCanceledException && connector.Knows(exception))
            {
                throw connector.Translate(exception, ErrorStage.Statement);
            }

            throw;
        }
    }

    private protected override ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isOver, this);
        return ValueTask.FromResult(new Lease(connection, transaction, isOwned: false));
    }

    // Only a statement that succeeds proves that a savepoint brought the transaction back.
    private protected override void Ran(bool failed) => isAborted = failed && Connector.FailureAbortsTransaction;

    async Task EndAsync(Func<CancellationToken, Task> end, CancellationToken cancellationToken)
    {
        ObjectDisposedException.ThrowIf(isOver, this);
        isOver = true;
        try
        {
            await end(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Connector.Knows(exception))
        {
            throw Fail(exception, ErrorStage.Statement, cancellationToken);
        }
    }
}
