using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Sql;

namespace Dialtone.Pooling;

sealed partial class Pool
{
    // What the pool does between two users must not take longer than opening another session would be worth.
    static readonly TimeSpan UpkeepLimit = TimeSpan.FromSeconds(5);

    // A place in the count was reserved before; it is given up if nothing is opened.
    async ValueTask<PooledSession> OpenAsync(CancellationToken cancellationToken)
    {
        var start = time.GetTimestamp();
        var born = Volatile.Read(ref generation);
        try
        {
            var driver = await connector.OpenAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                await options.Setup.RunAsync(connector, driver, time, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception)
            {
                await driver.DisposeAsync().ConfigureAwait(false);
                throw connector.Knows(exception) && exception is not OperationCanceledException
                    ? connector.Translate(exception, ErrorStage.Session)
                    : exception;
            }

            var now = time.GetTimestamp();
            options.Observer.Opened(time.GetElapsedTime(start, now));
            return new(driver, born, RetirementOf(now)) { Since = now };
        }
        catch
        {
            GiveUpPlace();
            throw;
        }
    }

    void GiveUpPlace(PooledSession? session = null)
    {
        lock (gate)
        {
            EndReset(session);
            open--;
            HandPlaceOver();
        }
    }

    // Under the lock.
    void EndReset(PooledSession? session)
    {
        if (session is { IsResetting: true })
        {
            session.IsResetting = false;
            resetting--;
        }
    }

    // Under the lock: who waits first may open a session in the place that became free.
    void HandPlaceOver()
    {
        while (open < options.Maximum && waiting.TryDequeue(out var turn))
        {
            if (turn.TrySetResult(null))
            {
                open++;
                return;
            }
        }
    }

    long RetirementOf(long now)
    {
        if (options.MaximumAge <= TimeSpan.Zero)
        {
            return long.MaxValue;
        }

        var early = Random.Shared.NextDouble() / 10;
        return now + (long)(options.MaximumAge.TotalSeconds * (1 - early) * time.TimestampFrequency);
    }

    // Into the hands of who waits first, or to the others that are idle.
    void Release(PooledSession session)
    {
        session.Touch = SessionTouch.None;
        CloseReason? reason = null;
        lock (gate)
        {
            EndReset(session);
            if (isDisposed)
            {
                reason = CloseReason.End;
            }
            else if (session.Generation != generation)
            {
                reason = CloseReason.Invalidated;
            }
            else if (time.GetTimestamp() >= session.RetiresAt)
            {
                reason = CloseReason.Age;
            }
            else
            {
                while (waiting.TryDequeue(out var turn))
                {
                    if (turn.TrySetResult(session))
                    {
                        return;
                    }
                }

                idle.Add(session);
                ScheduleSweep();
            }
        }

        if (reason is { } why)
        {
            Start(CloseAsync(session, why));
        }
    }

    bool NeedsCheck(PooledSession session) =>
        session.Generation != Volatile.Read(ref generation)
        || time.GetTimestamp() >= session.RetiresAt
        || (
            options.HealthCheckAfter >= TimeSpan.Zero
            && time.GetElapsedTime(session.Since) >= options.HealthCheckAfter
            && session.Since != 0
        );

    // False: it was closed, and the caller tries again.
    async ValueTask<bool> IsFitAsync(PooledSession session, CancellationToken cancellationToken)
    {
        var reason =
            session.Generation != Volatile.Read(ref generation) ? CloseReason.Invalidated
            : time.GetTimestamp() >= session.RetiresAt ? CloseReason.Age
            : CloseReason.Check;
        if (reason == CloseReason.Check)
        {
            using var limit = new CancellationTokenSource(UpkeepLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
            using var guard = LineGuard.Start(connector, session.Driver, time, either.Token);
            try
            {
                if (await connector.IsFitAsync(session.Driver, either.Token).ConfigureAwait(false))
                {
                    return true;
                }
            }
            catch (Exception exception) when (connector.Knows(exception) || exception is ObjectDisposedException)
            {
                if (cancellationToken.IsCancellationRequested)
                {
                    // A command that was given up may have left anything behind.
                    Discard(session, CloseReason.Check);
                    throw;
                }
            }

            Invalidate();
        }

        Discard(session, reason);
        return false;
    }

    void Discard(PooledSession session, CloseReason reason)
    {
        lock (gate)
        {
            lent.Remove(session);
        }

        Start(CloseAsync(session, reason));
    }

    async Task CloseAsync(PooledSession session, CloseReason reason)
    {
        try
        {
            await session.Driver.DisposeAsync().ConfigureAwait(false);
        }
        catch (Exception exception) when (connector.Knows(exception))
        {
            // It is gone either way.
        }
        finally
        {
            options.Observer.Closed(reason);
            GiveUpPlace(session);
        }
    }

    void Start(Task task)
    {
        if (task.IsCompleted)
        {
            return;
        }

        lock (gate)
        {
            background.Add(task);
        }

        _ = ForgetAsync(task);
    }

    async Task ForgetAsync(Task task)
    {
        await task.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        lock (gate)
        {
            background.Remove(task);
        }
    }

    DatabaseException Exhausted()
    {
        string[] holders;
        int waiters;
        lock (gate)
        {
            waiters = waiting.Count(turn => !turn.Task.IsCompleted);
            holders = [.. lent.OrderBy(session => session.Since).Select(Describe)];
        }

        return PoolExhausted.After(options, holders, waiters);
    }

    string Describe(PooledSession session)
    {
        var holder =
            session.Holder is not { } text ? "a connection without a statement"
            : session.IsHolderNamed ? text
            : SqlRedaction.Shorten(SqlRedaction.Redact(text, connector.Syntax), PoolExhausted.LongestHolder);
        return $"{holder} (for {time.GetElapsedTime(session.Since).TotalSeconds:0.0} s)";
    }
}
