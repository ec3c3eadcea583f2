using System.Data;
using System.Data.Common;
using Dialtone.Dialects;

namespace Dialtone;

/// <summary>One session at the server, from <see cref="Engine.ConnectAsync"/>; not for use by two tasks at a time.</summary>
public sealed class Connection : Executor, IAsyncDisposable
{
    internal Connection(Connector connector, TimeSpan statementTimeout, DbConnection driver)
        : base(connector, statementTimeout) => Driver = driver;

    /// <summary>The driver's connection, for what only it can do.</summary>
    public DbConnection Driver { get; }

    /// <summary>Begins a transaction on this connection.</summary>
    /// <exception cref="Errors.DatabaseException">The server refused or the connection was lost.</exception>
    public Task<Transaction> BeginAsync(
        IsolationLevel isolationLevel = IsolationLevel.Unspecified,
        CancellationToken cancellationToken = default
    ) => Transaction.BeginAsync(Connector, StatementTimeout, Driver, isOwned: false, isolationLevel, cancellationToken);

    /// <summary>Sends a stream to a <c>COPY … FROM STDIN</c>; if the stream fails, nothing of it stays.</summary>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="Errors.DatabaseException">The server refused, the connection was lost, or the dialect has no COPY.</exception>
    public Task<long> CopyInAsync(string statement, Stream source, CancellationToken cancellationToken = default) =>
        CopyAsync(() => Connector.CopyInAsync(Driver, statement, source, cancellationToken), cancellationToken);

    /// <summary>Writes what a <c>COPY … TO STDOUT</c> sends to a stream.</summary>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="Errors.DatabaseException">The server refused, the connection was lost, or the dialect has no COPY.</exception>
    public Task<long> CopyOutAsync(string statement, Stream destination, CancellationToken cancellationToken = default) =>
        CopyAsync(() => Connector.CopyOutAsync(Driver, statement, destination, cancellationToken), cancellationToken);

    /// <summary>Gives the session back to the pool, or ends it where there is none.</summary>
    public ValueTask DisposeAsync() => Driver.DisposeAsync();

    private protected override ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken) =>
        ValueTask.FromResult(new Lease(Driver, null, isOwned: false));

    async Task<long> CopyAsync(Func<Task<long>> copyAsync, CancellationToken cancellationToken)
    {
        try
        {
            return await copyAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is OperationCanceledException || Connector.Knows(exception))
        {
            throw Fail(exception, Errors.ErrorStage.Statement, cancellationToken);
        }
    }
}
