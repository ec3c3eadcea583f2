using System.Data.Common;
using System.Runtime.CompilerServices;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Results;

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
    private protected Executor(Connector connector, TimeSpan statementTimeout)
    {
        Connector = connector;
        StatementTimeout = statementTimeout;
    }

    private protected Connector Connector { get; }

    private protected TimeSpan StatementTimeout { get; }

    private protected abstract ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken);

    /// <summary>Called after each statement, for those who must know whether it failed.</summary>
    private protected virtual void Ran(bool failed) { }

    internal Exception Fail(Exception exception, ErrorStage stage, CancellationToken cancellationToken)
    {
        Ran(failed: true);
        return exception is OperationCanceledException || cancellationToken.IsCancellationRequested
            ? new OperationCanceledException("the statement was cancelled", exception, cancellationToken)
            : Connector.Translate(exception, stage);
    }

    private protected async ValueTask<Cursor> RunAsync(Statement statement, bool asText, CancellationToken cancellationToken)
    {
        var lease = await LeaseAsync(cancellationToken).ConfigureAwait(false);
        DbCommand? command = null;
        try
        {
            command = Command(statement, lease, asText);
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            Ran(failed: false);
            return new(this, Connector, lease, command, reader) { MayBeCancelled = asText };
        }
        catch (Exception exception)
        {
            if (command is not null)
            {
                await command.DisposeAsync().ConfigureAwait(false);
            }

            await lease.DisposeAsync().ConfigureAwait(false);
            if (Connector.Knows(exception))
            {
                throw Fail(exception, ErrorStage.Statement, cancellationToken);
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

    DbCommand Command(Statement statement, Lease lease, bool asText)
    {
        var command = Connector.CreateCommand();
        command.Connection = lease.Connection;
        command.Transaction = lease.Transaction;
        var limit = StatementTimeout > TimeSpan.Zero ? StatementTimeout : Connector.DefaultStatementTimeout;
        command.CommandTimeout = (int)Math.Ceiling(limit.TotalSeconds);
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
