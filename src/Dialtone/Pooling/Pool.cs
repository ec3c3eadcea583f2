using System.Diagnostics.CodeAnalysis;
using Dialtone.Dialects;

namespace Dialtone.Pooling;

/// <summary>Open sessions of one connector, each lent to one user at a time.</summary>
/// <remarks>
/// The last one that came back goes out first, so that those which a quieter time does not need grow old and are closed. Who waits is served in
/// order. Nothing is awaited under the lock.
/// </remarks>
sealed partial class Pool : IAsyncDisposable
{
    readonly Connector connector;
    readonly PoolOptions options;
    readonly TimeProvider time;
    readonly Lock gate = new();
    readonly List<PooledSession> idle = [];
    readonly List<PooledSession> lent = [];
    readonly Queue<TaskCompletionSource<PooledSession?>> waiting = new();
    readonly HashSet<Task> background = [];
    readonly CancellationTokenSource end = new();
    int open;
    int resetting;
    int generation;
    bool isDisposed;

    public Pool(Connector connector, PoolOptions options)
    {
        this.connector = connector;
        this.options = options;
        time = options.Time;
        sweeper = time.CreateTimer(static pool => ((Pool)pool!).Sweep(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
    }

    /// <summary>What the pool holds now.</summary>
    public PoolStatistics Statistics
    {
        get
        {
            lock (gate)
            {
                return new(open, idle.Count, waiting.Count, options.Maximum);
            }
        }
    }

    /// <summary>A session for one user, which <see cref="ReturnAsync"/> must get back.</summary>
    /// <param name="holder">Who takes it, for those who wait in vain.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <exception cref="Errors.DatabaseException">No session could be opened, or none came back in time.</exception>
    /// <exception cref="ObjectDisposedException">The engine is over.</exception>
    public async ValueTask<PooledSession> RentAsync(string? holder, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        while (true)
        {
            if (TryTake(holder, out var session, out var turn))
            {
                if (!NeedsCheck(session))
                {
                    return Taken(session);
                }
            }
            else if (turn is not null)
            {
                // Nothing comes when it is the waiter's turn to open one.
                session = await WaitAsync(turn, cancellationToken).ConfigureAwait(false);
                if (session is not null)
                {
                    Lend(session, holder);
                }
            }

            if (session is null)
            {
                session = await OpenAsync(cancellationToken).ConfigureAwait(false);
                Lend(session, holder);
                return Taken(session);
            }

            if (!NeedsCheck(session) || await IsFitAsync(session, cancellationToken).ConfigureAwait(false))
            {
                return Taken(session);
            }
        }
    }

    /// <summary>Takes a session back; what it needs before the next user is done meanwhile.</summary>
    public ValueTask ReturnAsync(PooledSession session)
    {
        var now = time.GetTimestamp();
        options.Observer.Returned(time.GetElapsedTime(session.Since, now));
        session.Holder = null;
        session.IsHolderNamed = false;
        session.Since = now;
        var needsReset = session.IsUsable && !session.IsGivenUp && NeedsReset(session);
        lock (gate)
        {
            lent.Remove(session);
            if (needsReset)
            {
                session.IsResetting = true;
                resetting++;
            }
        }

        if (options.Overflow == int.MaxValue)
        {
            // Nothing is pooled.
            return new(CloseAsync(session, CloseReason.End));
        }

        if (session.IsGivenUp)
        {
            Start(CloseAsync(session, CloseReason.Reset));
            return default;
        }

        if (!session.IsUsable)
        {
            Invalidate();
            Start(CloseAsync(session, CloseReason.Lost));
            return default;
        }

        if (needsReset)
        {
            Start(ResetAsync(session));
        }
        else
        {
            Release(session);
        }

        return default;
    }

    /// <summary>Has every session that is open now replaced: those that are idle at once, the others when they come back.</summary>
    public void Invalidate()
    {
        PooledSession[] old;
        lock (gate)
        {
            generation++;
            old = [.. idle];
            idle.Clear();
        }

        options.Observer.Invalidated();
        foreach (var session in old)
        {
            Start(CloseAsync(session, CloseReason.Invalidated));
        }
    }

    /// <summary>Closes the idle sessions; the others are closed when they come back. Nobody gets one any more.</summary>
    public async ValueTask DisposeAsync()
    {
        PooledSession[] old;
        TaskCompletionSource<PooledSession?>[] turns;
        lock (gate)
        {
            if (isDisposed)
            {
                return;
            }

            isDisposed = true;
            old = [.. idle];
            idle.Clear();
            turns = [.. waiting];
            waiting.Clear();
        }

        await sweeper.DisposeAsync().ConfigureAwait(false);
        foreach (var turn in turns)
        {
            turn.TrySetException(Over());
        }

        await end.CancelAsync().ConfigureAwait(false);
        foreach (var session in old)
        {
            Start(CloseAsync(session, CloseReason.End));
        }

        Task[] running;
        lock (gate)
        {
            running = [.. background];
        }

        await Task.WhenAll(running).ConfigureAwait(false);
        end.Dispose();
    }

    // True: a session, not checked yet. False with a turn: wait. False without: a place was reserved, open one.
    bool TryTake(string? holder, [NotNullWhen(true)] out PooledSession? session, out TaskCompletionSource<PooledSession?>? turn)
    {
        (session, turn) = (null, null);
        lock (gate)
        {
            ThrowIfOver();
            if (idle.Count > 0)
            {
                session = idle[^1];
                idle.RemoveAt(idle.Count - 1);
                session.Holder = holder;
                session.IsHolderNamed = holder is not null;
                lent.Add(session);
                return true;
            }

            // One whose state is being taken back comes sooner than a new one.
            if (open < options.Maximum && waiting.Count >= resetting)
            {
                open++;
                return false;
            }

            turn = new(TaskCreationOptions.RunContinuationsAsynchronously);
            waiting.Enqueue(turn);
            return false;
        }
    }

    async ValueTask<PooledSession?> WaitAsync(TaskCompletionSource<PooledSession?> turn, CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        try
        {
            var session = await turn.Task.WaitAsync(options.Timeout, time, cancellationToken).ConfigureAwait(false);
            options.Observer.Waited(time.GetElapsedTime(start), inVain: false);
            return session;
        }
        catch (Exception exception) when (exception is TimeoutException or OperationCanceledException)
        {
            if (!turn.TrySetCanceled(CancellationToken.None) && turn.Task.IsCompletedSuccessfully)
            {
                // It came in the same moment; nobody else may have it.
                return await turn.Task.ConfigureAwait(false);
            }

            options.Observer.Waited(time.GetElapsedTime(start), inVain: true);
            throw exception is TimeoutException ? Exhausted() : exception;
        }
    }

    void Lend(PooledSession session, string? holder)
    {
        lock (gate)
        {
            session.Holder = holder;
            session.IsHolderNamed = holder is not null;
            lent.Add(session);
        }
    }

    void ThrowIfOver()
    {
        if (isDisposed)
        {
            throw Over();
        }
    }

    static ObjectDisposedException Over() => new("Dialtone.Engine", "The engine was disposed, so it opens no connection any more.");

    PooledSession Taken(PooledSession session)
    {
        session.Since = time.GetTimestamp();
        options.Observer.Taken();
        return session;
    }
}
