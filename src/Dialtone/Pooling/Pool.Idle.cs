namespace Dialtone.Pooling;

// Some sessions are opened before anybody needs them; those that nobody needs any more are closed after a while.
sealed partial class Pool
{
    readonly ITimer sweeper;

    /// <summary>Opens sessions until as many are idle as always shall be.</summary>
    public async Task WarmUpAsync(CancellationToken cancellationToken)
    {
        var opened = new List<PooledSession>();
        try
        {
            while (opened.Count < options.MinimumIdle - Statistics.Idle)
            {
                lock (gate)
                {
                    ThrowIfOver();
                    if (open >= options.Maximum)
                    {
                        break;
                    }

                    open++;
                }

                opened.Add(await OpenAsync(cancellationToken).ConfigureAwait(false));
            }
        }
        finally
        {
            opened.ForEach(Release);
        }
    }

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
