using System.Data.Common;
using System.Runtime.ExceptionServices;
using Dialtone.Dialects;
using Dialtone.Errors;

namespace Dialtone;

/// <summary>One session at the server, from <see cref="Engine.ConnectAsync(CancellationToken)"/>; not for use by two tasks at a time.</summary>
public sealed class Connection : Executor, IAsyncDisposable
{
    readonly Lease lease;

    internal Connection(EngineContext context, Lease lease)
        : base(context) => this.lease = lease;

    /// <summary>The driver's connection, for what only it can do. Whoever takes it may change the session, so it is reset on its return.</summary>
    public DbConnection Driver => lease.Driver;

    /// <summary>What the connection is connected to, and how: server, host, TLS and what of it was verified, role.</summary>
    /// <exception cref="Errors.DatabaseException">The connection was lost.</exception>
    public async Task<ConnectionInfo> ReadInfoAsync(CancellationToken cancellationToken = default)
    {
        var borrowed = lease.Borrow(null);
        try
        {
            return await Connector.DescribeAsync(borrowed.Untouched, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OperationCanceledException && Connector.Knows(exception))
        {
            throw Fail(exception, ErrorStage.Statement, borrowed, cancellationToken);
        }
    }

    /// <summary>Begins a transaction on this connection.</summary>
    /// <param name="options">What the transaction shall be like; an <see cref="System.Data.IsolationLevel"/> will do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.DatabaseException">The server refused or the connection was lost.</exception>
    public Task<Transaction> BeginAsync(TransactionOptions? options = null, CancellationToken cancellationToken = default) =>
        Transaction.BeginAsync(Context, lease, isOwned: false, options ?? new(), cancellationToken);

    /// <summary>Sends a stream to a <c>COPY … FROM STDIN</c>; if the stream fails, nothing of it stays.</summary>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="Errors.DatabaseException">The server refused, the connection was lost, or the dialect has no COPY.</exception>
    public Task<long> CopyInAsync(string statement, Stream source, CancellationToken cancellationToken = default) =>
        CopyAsync(driver => Connector.CopyInAsync(driver, statement, source, cancellationToken), cancellationToken);

    /// <summary>Writes what a <c>COPY … TO STDOUT</c> sends to a stream.</summary>
    /// <returns>The number of bytes.</returns>
    /// <exception cref="Errors.DatabaseException">The server refused, the connection was lost, or the dialect has no COPY.</exception>
    public Task<long> CopyOutAsync(string statement, Stream destination, CancellationToken cancellationToken = default) =>
        CopyAsync(driver => Connector.CopyOutAsync(driver, statement, destination, cancellationToken), cancellationToken);

    /// <summary>Gives the session back to the pool, or ends it where there is none.</summary>
    public ValueTask DisposeAsync() => lease.DisposeAsync();

    private protected override Task<Transaction> BeginWorkAsync(CancellationToken cancellationToken) => BeginAsync(null, cancellationToken);

    private protected override ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken) => ValueTask.FromResult(lease.Borrow(null));

    async Task<long> CopyAsync(Func<DbConnection, Task<long>> copyAsync, CancellationToken cancellationToken)
    {
        var borrowed = lease.Borrow(null);
        try
        {
            borrowed.Watch(TimeSpan.Zero, Clock, cancellationToken);
            return await copyAsync(borrowed.Driver).ConfigureAwait(false);
        }
        catch (CallerException exception)
        {
            ExceptionDispatchInfo.Throw(exception.InnerException!);
            throw;
        }
        catch (Exception exception) when (exception is OperationCanceledException || Connector.Knows(exception))
        {
            throw Fail(exception, ErrorStage.Statement, borrowed, cancellationToken);
        }
        finally
        {
            await borrowed.DisposeAsync().ConfigureAwait(false);
        }
    }
}
