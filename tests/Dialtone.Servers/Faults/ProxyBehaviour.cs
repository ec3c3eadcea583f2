namespace Dialtone.Servers.Faults;

/// <summary>What a proxy does to data, shared by all its connections.</summary>
sealed class ProxyBehaviour
{
    volatile TaskCompletionSource? hanging;
    volatile CutPoint? cut;
    long delayTicks;

    /// <summary>Where a connection is cut; read once per connection, when it begins.</summary>
    public CutPoint? Cut
    {
        get => cut;
        set => cut = value;
    }

    public TimeSpan Delay
    {
        get => new(Interlocked.Read(ref delayTicks));
        set => Interlocked.Exchange(ref delayTicks, value.Ticks);
    }

    public void Hang() => hanging ??= new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Reset()
    {
        Delay = TimeSpan.Zero;
        Cut = null;
        var waiting = hanging;
        hanging = null;
        waiting?.TrySetResult();
    }

    /// <summary>Ends when data may go on.</summary>
    public async Task GateAsync(CancellationToken cancellationToken)
    {
        while (hanging is { } waiting)
            await waiting.Task.WaitAsync(cancellationToken);
        if (Delay > TimeSpan.Zero)
            await Task.Delay(Delay, cancellationToken);
    }
}

sealed record CutPoint(long Bytes, ProxyDirection Direction);
