using System.Data.Common;

namespace Dialtone;

/// <summary>One session at the server, from <see cref="Engine.ConnectAsync(CancellationToken)"/>; not for use by two tasks at a time.</summary>
public sealed class Connection : Executor, IAsyncDisposable
{
    readonly Lease lease;

    internal Connection(EngineContext context, Lease lease)
        : base(context) => this.lease = lease;

    /// <summary>The driver's connection, for what only it can do. Whoever takes it may change the session, so it is reset on its return.</summary>
    public DbConnection Driver => lease.Driver;

    /// <summary>Begins a transaction on this connection.</summary>
    /// <param name="options">What the transaction shall be like; an <see cref="System.Data.IsolationLevel"/> will do.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.DatabaseException">The server refused or the connection was lost.</exception>
    public Task<Transaction> BeginAsync(TransactionOptions? options = null, CancellationToken cancellationToken = default) =>
        Transaction.BeginAsync(Context, lease, isOwned: false, options ?? new(), cancellationToken);

    /// <summary>Gives the session back to the pool, or ends it where there is none.</summary>
    public ValueTask DisposeAsync() => lease.DisposeAsync();

    private protected override ValueTask<Lease> LeaseAsync(CancellationToken cancellationToken) => ValueTask.FromResult(lease.Borrow(null));
}
