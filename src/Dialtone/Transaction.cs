using System.Data;
using System.Data.Common;
using Dialtone.Errors;

namespace Dialtone;

/// <summary>A transaction: committed by <see cref="CommitAsync"/>, rolled back by everything else.</summary>
/// <remarks>A transaction inside another one is a savepoint: it can be undone by itself, and stays only if the outer one is committed.</remarks>
public sealed partial class Transaction : Executor, IAsyncDisposable
{
    readonly Lease lease;
    readonly DbTransaction transaction;
    readonly Transaction? outer;
    readonly string? savepoint;
    readonly bool isOwned;
    bool isOver;
    bool isAborted;
    bool isReadOnly;
    int depth;

    Transaction(EngineContext context, Lease lease, DbTransaction transaction, bool isOwned)
        : base(context) => (this.lease, this.transaction, this.isOwned) = (lease, transaction, isOwned);

    Transaction(Transaction outer, string savepoint)
        : this(outer.Context, outer.lease, outer.transaction, isOwned: false) =>
        (this.outer, this.savepoint, depth) = (outer, savepoint, outer.depth + 1);

    /// <summary>Whether it can take statements: neither committed nor rolled back, itself and those around it.</summary>
    public bool IsActive => !isOver && outer is not { IsActive: false };

    /// <summary>Begins a transaction inside this one, as a savepoint.</summary>
    /// <exception cref="DatabaseException">The server refused or the connection was lost.</exception>
    public async Task<Transaction> BeginAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfOver();
        var inner = new Transaction(this, $"dialtone_{depth + 1}");
        await RunAsync(token => transaction.SaveAsync(inner.savepoint!, token), cancellationToken).ConfigureAwait(false);
        return inner;
    }

    /// <summary>Makes the work permanent; for a savepoint, as permanent as the transaction around it.</summary>
    /// <exception cref="DatabaseException">
    /// The server refused, the connection was lost, or an earlier statement failed: PostgreSQL would then roll back without a word. Where the
    /// answer to the commit was lost, <see cref="DatabaseException.IsOutcomeUnknown"/> is true.
    /// </exception>
    public async Task CommitAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfOver();
        if (isAborted)
        {
            await RollbackAsync(cancellationToken).ConfigureAwait(false);
            throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Statement,
                    Kind = ErrorKind.Statement,
                    What = "the transaction was rolled back: an earlier statement in it had failed",
                    Fix = "let the first failure end the transaction, or begin one inside it around statements that may fail",
                    SqlState = "25P02",
                }
            );
        }

        cancellationToken.ThrowIfCancellationRequested();
        isOver = true;
        if (savepoint is not null)
        {
            await RunAsync(token => transaction.ReleaseAsync(savepoint, token), cancellationToken).ConfigureAwait(false);
            return;
        }

        try
        {
            await LimitAsync(transaction.CommitAsync, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            throw CommitFailed(exception);
        }

        await EndedAsync().ConfigureAwait(false);
        Context.Observer.Committed();
    }

    /// <summary>Undoes the work; for a savepoint, what was done since it began.</summary>
    /// <exception cref="DatabaseException">The connection was lost; the server undoes the work by itself then.</exception>
    public async Task RollbackAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfOver();
        isOver = true;
        if (savepoint is not null)
        {
            await RunAsync(token => transaction.RollbackAsync(savepoint, token), cancellationToken).ConfigureAwait(false);
            outer!.Ran(failed: false);
            return;
        }

        await RunAsync(transaction.RollbackAsync, cancellationToken).ConfigureAwait(false);
        await EndedAsync().ConfigureAwait(false);
        Context.Observer.RolledBack();
    }

    /// <summary>Rolls back, unless the transaction is over already.</summary>
    public async ValueTask DisposeAsync()
    {
        var wasActive = IsActive;
        try
        {
            if (savepoint is null)
            {
                isOver = true;
                await transaction.DisposeAsync().ConfigureAwait(false);
                if (wasActive)
                {
                    await EndedAsync().ConfigureAwait(false);
                    Context.Observer.RolledBack();
                }
            }
            else if (wasActive)
            {
                await RollbackAsync(CancellationToken.None).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (IsFailure(exception))
        {
            // A lost connection rolls back by itself; the failure that lost it was thrown where it happened.
            lease.GiveUp();
        }
        finally
        {
            if (isOwned)
            {
                await lease.DisposeAsync().ConfigureAwait(false);
            }
        }
    }

    internal static async Task<Transaction> BeginAsync(
        EngineContext context,
        Lease lease,
        bool isOwned,
        TransactionOptions options,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var wanted =
                options.IsolationLevel == IsolationLevel.Unspecified
                    ? options with
                    {
                        IsolationLevel = context.Options.IsolationLevel,
                    }
                    : options;
            var transaction = await context
                .Connector.BeginAsync(
                    lease.Untouched,
                    wanted.IsolationLevel,
                    wanted.IsReadOnly || context.Options.IsReadOnly,
                    wanted.IsDeferrable,
                    cancellationToken
                )
                .ConfigureAwait(false);
            context.Observer.Began();
            return new(context, lease, transaction, isOwned) { isReadOnly = wanted.IsReadOnly || context.Options.IsReadOnly };
        }
        catch (Exception exception)
        {
            if (context.Connector.Knows(exception) && exception is not OperationCanceledException)
            {
                var failure = context.Translate(exception, ErrorStage.Statement);
                lease.Failed(failure);
                await ReturnAsync().ConfigureAwait(false);
                throw failure;
            }

            // A begin that was given up may have happened.
            lease.GiveUp();
            await ReturnAsync().ConfigureAwait(false);
            throw;
        }

        ValueTask ReturnAsync() => isOwned ? lease.DisposeAsync() : default;
    }

    private protected override Task<Transaction> BeginWorkAsync(CancellationToken cancellationToken) => BeginAsync(cancellationToken);

    private protected override ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken)
    {
        ThrowIfOver();
        return ValueTask.FromResult(lease.Borrow(transaction));
    }

    // Only a statement that succeeds proves that a savepoint brought the transaction back.
    private protected override void Ran(bool failed)
    {
        isAborted = failed && Context.Connector.FailureAbortsTransaction;
        outer?.Ran(failed);
    }

    ValueTask EndedAsync() => isReadOnly ? lease.EndReadOnlyAsync() : default;

    void ThrowIfOver() => ObjectDisposedException.ThrowIf(!IsActive, this);

    async Task RunAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await LimitAsync(work, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && IsFailure(exception))
        {
            throw Fail(exception, ErrorStage.Statement, lease, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            lease.GiveUp();
            throw;
        }
    }

    // The drivers keep no limit for what they send by themselves.
    async Task LimitAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        var own = Context.Options.StatementTimeout;
        if (own <= TimeSpan.Zero)
        {
            await work(cancellationToken).ConfigureAwait(false);
            return;
        }

        using var limit = new CancellationTokenSource(own + TimeSpan.FromSeconds(1), Context.Options.Time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        try
        {
            await work(either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException exception) when (!cancellationToken.IsCancellationRequested)
        {
            lease.GiveUp();
            throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Statement,
                    Kind = ErrorKind.Timeout,
                    What = $"the server did not answer within {own.TotalSeconds:0.###} s",
                    Origin = "EngineOptions.StatementTimeout",
                },
                exception
            );
        }
    }

    // A driver that has lost the line before has closed its transaction.
    bool IsFailure(Exception exception) => Context.Connector.Knows(exception) || exception is ObjectDisposedException;

    // A server that refuses says so, and has rolled back. Everything else leaves open whether the commit had happened before.
    DatabaseException CommitFailed(Exception exception)
    {
        var failure =
            exception is OperationCanceledException
                ? new DatabaseException(
                    new()
                    {
                        Stage = ErrorStage.Statement,
                        Kind = ErrorKind.Cancelled,
                        What = "the commit was cancelled",
                    },
                    exception
                )
                : Context.Translate(exception, ErrorStage.Statement);
        lease.Failed(failure);
        if (exception is ObjectDisposedException)
        {
            // The commit was never sent.
            return failure;
        }

        var isRefused = failure.Failure.Server is not null && failure.Kind is not (ErrorKind.Disconnected or ErrorKind.Failover);
        if (isRefused && failure.Kind is not ErrorKind.Cancelled)
        {
            return failure;
        }

        lease.GiveUp();
        return new(
            failure.Failure with
            {
                IsOutcomeUnknown = true,
                What = $"whether the transaction was committed is unknown: {failure.Failure.What}",
                Fix = "look in the database for the transaction's work before you do it again",
            },
            exception
        )
        {
            Diagnosis = failure.Diagnosis,
        };
    }
}
