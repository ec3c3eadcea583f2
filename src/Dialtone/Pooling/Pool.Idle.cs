namespace Dialtone.Pooling;

// Sessions that nobody needs any more are closed after a while.
sealed partial class Pool
{
    readonly ITimer sweeper;

    // Under the lock.
    void ScheduleSweep()
    {
        if (options.IdleTimeout > TimeSpan.Zero && !isDisposed)
        {
            sweeper.Change(options.IdleTimeout, Timeout.InfiniteTimeSpan);
        }
    }

    // The longest idle ones are at the front.
    void Sweep()
    {
        List<PooledSession> old = [];
        lock (gate)
        {
            while (idle.Count > options.MinimumIdle && time.GetElapsedTime(idle[0].Since) >= options.IdleTimeout)
            {
                old.Add(idle[0]);
                idle.RemoveAt(0);
            }

            if (idle.Count > options.MinimumIdle)
            {
                sweeper.Change(options.IdleTimeout - time.GetElapsedTime(idle[0].Since), Timeout.InfiniteTimeSpan);
            }
        }

        old.ForEach(session => Start(CloseAsync(session, CloseReason.Idle)));
    }
}
