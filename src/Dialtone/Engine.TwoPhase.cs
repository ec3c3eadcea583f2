namespace Dialtone;

public sealed partial class Engine
{
    /// <summary>Makes the work of a prepared transaction permanent; see <see cref="Transaction.PrepareAsync"/>.</summary>
    /// <exception cref="Errors.DatabaseException">There is none of this identifier, or the connection was lost.</exception>
    public Task CommitPreparedAsync(string id, CancellationToken cancellationToken = default) =>
        ExecuteAsync(TwoPhase.Of(Connector).Commit + ' ' + Connector.QuoteLiteral(id), cancellationToken);

    /// <summary>Undoes the work of a prepared transaction.</summary>
    /// <exception cref="Errors.DatabaseException">There is none of this identifier, or the connection was lost.</exception>
    public Task RollbackPreparedAsync(string id, CancellationToken cancellationToken = default) =>
        ExecuteAsync(TwoPhase.Of(Connector).Rollback + ' ' + Connector.QuoteLiteral(id), cancellationToken);

    /// <summary>The identifiers of the prepared transactions of this database that wait for their second phase, the oldest first.</summary>
    /// <exception cref="Errors.DatabaseException">The connection failed, or the dialect has no two-phase commit.</exception>
    public IAsyncEnumerable<string> ReadPreparedAsync(CancellationToken cancellationToken = default) =>
        QueryAsync<string>(TwoPhase.Of(Connector).List, cancellationToken);
}
