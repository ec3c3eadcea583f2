using System.Data;
using System.Data.Common;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Pooling;
using Dialtone.Sql;

namespace Dialtone;

/// <summary>A session for the time of one piece of work; disposing it gives back what was taken.</summary>
sealed class Lease(Pool pool, Connector connector, PooledSession session, DbTransaction? transaction, bool isOwned) : ISessionLease
{
    DbTransaction? readOnly;
    LineGuard? guard;
    int isReturned;

    /// <summary>The session for a statement that joins a transaction or a connection, whose owner gives it back.</summary>
    /// <exception cref="ObjectDisposedException">It was given back already.</exception>
    public Lease Borrow(DbTransaction? joined)
    {
        ObjectDisposedException.ThrowIf(isReturned != 0, typeof(Connection));
        return new(pool, connector, session, joined, isOwned: false);
    }

    public DbTransaction? Transaction => readOnly ?? transaction;

    /// <summary>Whether the session is taken for this work alone, so that no transaction of the caller can be on it.</summary>
    public bool IsOwned => isOwned;

    /// <inheritdoc/>
    public DbConnection Driver
    {
        get
        {
            session.Note("the driver's connection", SessionTouch.Command);
            return session.Driver;
        }
    }

    /// <summary>The driver's connection for work that leaves the session as it is.</summary>
    public DbConnection Untouched => session.Driver;

    /// <inheritdoc/>
    public DbConnection Use(string sql)
    {
        ObjectDisposedException.ThrowIf(isReturned != 0, typeof(Connection));
        session.Note(sql, connector.TouchOf(sql));
        return session.Driver;
    }

    /// <summary>Whether the line was cut because the driver did not come back.</summary>
    public bool WasCut => guard is { HasCut: true };

    /// <summary>Whether an exception comes from the driver, which throws anything once its line was cut.</summary>
    public bool Knows(Exception exception) => WasCut || connector.Knows(exception);

    /// <summary>The driver begins to work, which it must end within a limit and when a token is cancelled.</summary>
    /// <param name="limit">The limit; zero means none.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public void Watch(TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        guard?.Dispose();
        guard = LineGuard.Of(connector, session.Driver, limit, time, cancellationToken);
        guard?.Enter();
    }

    /// <summary>The driver begins to work again.</summary>
    public void Enter() => guard?.Enter();

    /// <summary>The driver has come back.</summary>
    public void Leave() => guard?.Leave();

    /// <summary>Notes a failure: a lost line ends the session, and all others that are open now with it.</summary>
    public void Failed(DatabaseException failure)
    {
        if (failure.Kind is ErrorKind.Disconnected or ErrorKind.Failover)
        {
            session.IsLost = true;
        }
    }

    /// <summary>The session is not used again: what it was doing cannot be known.</summary>
    public void GiveUp() => session.IsGivenUp = true;

    /// <summary>Begins a transaction for this work alone, in which the server refuses changes; it ends with the lease.</summary>
    public async ValueTask BeginReadOnlyAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken) =>
        readOnly ??= await connector
            .BeginAsync(session.Driver, isolationLevel, isReadOnly: true, isDeferrable: false, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>Makes the session as it was before a read-only transaction, which is over.</summary>
    public ValueTask EndReadOnlyAsync() => connector.EndReadOnlyAsync(session.Driver);

    /// <inheritdoc/>
    public ValueTask DisposeAsync()
    {
        if (readOnly is not null)
        {
            return EndAsync(readOnly);
        }

        guard?.Dispose();
        return isOwned && Interlocked.Exchange(ref isReturned, 1) == 0 ? pool.ReturnAsync(session) : ValueTask.CompletedTask;
    }

    async ValueTask EndAsync(DbTransaction ending)
    {
        readOnly = null;
        Enter();
        try
        {
            await ending.DisposeAsync().ConfigureAwait(false);
            await EndReadOnlyAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (connector.Knows(exception))
        {
            GiveUp();
        }

        await DisposeAsync().ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        var returning = DisposeAsync();
        if (!returning.IsCompletedSuccessfully)
        {
            returning.AsTask().GetAwaiter().GetResult();
        }
    }
}
