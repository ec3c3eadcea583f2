using System.Data.Common;
using System.Runtime.CompilerServices;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Results;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>Everything that runs statements: an <see cref="Engine"/>, a <see cref="Connection"/> or a <see cref="Transaction"/>.</summary>
/// <remarks>
/// Rows are streamed: one row and the driver's read buffer are in memory, never the whole result. Every method throws
/// <see cref="DatabaseException"/> when the server or the connection fails, and <see cref="OperationCanceledException"/> when its token is
/// cancelled, after the statement was cancelled at the server. A query of an engine that is left before its last row is cancelled, too;
/// on a <see cref="Connection"/> or in a <see cref="Transaction"/> its other rows are read and dropped, because to cancel would abort the transaction.
/// </remarks>
public abstract partial class Executor
{
    private protected Executor(EngineContext context) => Context = context;

    private protected EngineContext Context { get; }

    private protected Connector Connector => Context.Connector;

    internal TimeProvider Clock => Context.Options.Time;

    private protected abstract ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken);

    /// <summary>Begins a transaction for a piece of work of several statements, inside the one that there is.</summary>
    private protected abstract Task<Transaction> BeginWorkAsync(CancellationToken cancellationToken);

    /// <summary>Called after each statement, for those who must know whether it failed.</summary>
    private protected virtual void Ran(bool failed) { }

    internal Exception Fail(Exception exception, ErrorStage stage, Lease lease, CancellationToken cancellationToken)
    {
        Ran(failed: true);
        if (exception is OperationCanceledException || cancellationToken.IsCancellationRequested)
        {
            return new OperationCanceledException("the statement was cancelled", exception, cancellationToken);
        }

        var failure = lease.WasCut ? Context.Explain(CutOff(exception, stage)) : Context.Translate(exception, stage);
        lease.Failed(failure);
        return failure;
    }

    private protected async ValueTask<Cursor> RunAsync(Statement statement, bool asText, CancellationToken cancellationToken)
    {
        var lease = await LeaseAsync(cancellationToken).ConfigureAwait(false);
        DbCommand? command = null;
        var run = default(StatementRun);
        try
        {
            command = Command(statement, asText);
            if (Context.Options.IsReadOnly)
            {
                await ProtectAsync(command.CommandText, lease, cancellationToken).ConfigureAwait(false);
            }

            command.Transaction = lease.Transaction;
            command.Connection = lease.Use(command.CommandText);
            run = Context.Observer.Start(command.CommandText, command);
            lease.Watch(TimeSpan.FromSeconds(command.CommandTimeout), Clock, cancellationToken);
            var reader = await Connector.ExecuteAsync(command, cancellationToken).ConfigureAwait(false);
            lease.Leave();
            run.Succeeded();
            Ran(failed: false);
            return new(this, Connector, lease, command, reader) { MayBeCancelled = asText };
        }
        catch (Exception exception)
        {
            if (command is not null)
            {
                await command.DisposeAsync().ConfigureAwait(false);
            }

            var failure = lease.Knows(exception) ? Fail(exception, ErrorStage.Statement, lease, cancellationToken) : null;
            run.Failed(failure ?? exception);
            await lease.DisposeAsync().ConfigureAwait(false);
            if (failure is not null)
            {
                throw failure;
            }

            if (exception is InvalidCastException or NotSupportedException or ArgumentException or FormatException or OverflowException)
            {
                throw Unbindable(exception);
            }

            throw;
        }
    }

    private protected async IAsyncEnumerable<Row> RowsAsync(
        Statement statement,
        [EnumeratorCancellation] CancellationToken cancellationToken
    )
    {
        var cursor = await RunAsync(statement, asText: false, cancellationToken).ConfigureAwait(false);
        await using (cursor.ConfigureAwait(false))
        {
            var columns = Connector.Format.Describe(cursor.Reader);
            while (await cursor.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return new(columns, cursor.Values());
            }
        }
    }

    async ValueTask ProtectAsync(string sql, Lease lease, CancellationToken cancellationToken)
    {
        if (ReadOnlyRule.Refusal(sql, Connector.Syntax) is { } refusal)
        {
            throw new DatabaseException(
                new()
                {
                    Stage = ErrorStage.Statement,
                    Kind = ErrorKind.Permission,
                    What = $"the engine is read-only: {refusal}",
                    Origin = "EngineOptions.IsReadOnly",
                    Fix = "use an engine that may write",
                    SqlState = "25006",
                }
            );
        }

        if (lease.Transaction is null)
        {
            await lease.BeginReadOnlyAsync(Context.Options.IsolationLevel, cancellationToken).ConfigureAwait(false);
        }
    }

    // In seconds. The server's own limit comes first, because it says more precisely what happened.
    int ClientLimit()
    {
        var own = Context.Options.StatementTimeout;
        var limit = own > TimeSpan.Zero ? own : Connector.DefaultStatementTimeout;
        return (int)Math.Ceiling(limit.TotalSeconds) + (own > TimeSpan.Zero && Connector.LimitSql(own).Length > 0 ? 1 : 0);
    }

    static DatabaseException CutOff(Exception exception, ErrorStage stage) =>
        new(
            new()
            {
                Stage = stage,
                Kind = ErrorKind.Timeout,
                What = "the statement ran into its time limit, and the server went on sending: the session was ended",
                Fix = "raise EngineOptions.StatementTimeout if the answer is that long; otherwise find out what the server is",
                SqlState = "57014",
            },
            exception
        );

    // What drivers throw for a value that they cannot send.
    static DatabaseException Unbindable(Exception exception) =>
        new(
            new()
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Data,
                What = $"a value cannot be sent as a parameter: {exception.Message}",
                Fix = "convert it to a type that the server has",
            },
            exception
        );

    DbCommand Command(Statement statement, bool asText)
    {
        var command = Connector.CreateCommand();
        command.CommandTimeout = ClientLimit();
        var bound = statement.Compile(Connector);
        command.CommandText = bound.Text;
        foreach (var parameter in bound.Parameters)
        {
            Connector.Bind(command, parameter.Name, parameter.Value);
        }

        if (asText)
        {
            Connector.AskForText(command);
        }

        return command;
    }
}
