namespace Dialtone.Pooling;

// Some sessions are opened before anybody needs them; those that nobody needs any more are closed after a while.
sealed partial class Pool
{
    // A rush that comes and goes with each statement must not open a connection each time.
    static readonly TimeSpan OverflowLinger = TimeSpan.FromSeconds(5);

    readonly ITimer sweeper;
    long sweepsAt = long.MaxValue;

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

    // Under the lock. When the one that is idle longest may go, unless something is due before.
    void ScheduleSweep()
    {
        if (isDisposed || idle.Count == 0 || Patience() is not { } patience)
        {
            return;
        }

        var due = idle[0].Since + (long)(patience.TotalSeconds * time.TimestampFrequency);
        if (due < sweepsAt)
        {
            sweepsAt = due;
            var wait = time.GetElapsedTime(time.GetTimestamp(), due);
            sweeper.Change(wait > TimeSpan.Zero ? wait : TimeSpan.Zero, Timeout.InfiniteTimeSpan);
        }
    }

    // Under the lock. How long the one that is idle longest may stay so; null means as long as it likes.
    TimeSpan? Patience() =>
        idle.Count + lent.Count + resetting > options.Size ? OverflowLinger
        : idle.Count > options.MinimumIdle && options.IdleTimeout > TimeSpan.Zero ? options.IdleTimeout
        : null;

    void Sweep()
    {
        List<(PooledSession Session, CloseReason Reason)> old = [];
        lock (gate)
        {
            sweepsAt = long.MaxValue;
            while (idle.Count > 0 && Patience() is { } patience && time.GetElapsedTime(idle[0].Since) >= patience)
            {
                old.Add((idle[0], patience == OverflowLinger ? CloseReason.Overflow : CloseReason.Idle));
                idle.RemoveAt(0);
            }

            ScheduleSweep();
        }

        old.ForEach(ended => Start(CloseAsync(ended.Session, ended.Reason)));
    }
}
