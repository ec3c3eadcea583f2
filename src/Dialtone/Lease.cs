using System.Data.Common;

namespace Dialtone;

/// <summary>A connection for the time of one piece of work; disposing it gives back what was taken.</summary>
sealed class Lease(DbConnection connection, DbTransaction? transaction, bool isOwned) : IAsyncDisposable
{
    public DbConnection Connection => connection;

    public DbTransaction? Transaction => transaction;

    /// <summary>Whether the connection is taken for this work alone, so that no transaction of the caller can be on it.</summary>
    public bool IsOwned => isOwned;

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => isOwned ? connection.DisposeAsync() : ValueTask.CompletedTask;
}
