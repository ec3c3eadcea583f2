namespace Dialtone.Pooling;

/// <summary>Is told of what happens to a pool's connections.</summary>
abstract class PoolObserver
{
    /// <summary>A connection was opened.</summary>
    public abstract void Opened(TimeSpan elapsed);

    /// <summary>A connection was closed.</summary>
    public abstract void Closed(CloseReason reason);

    /// <summary>A user waited for a connection: this long, or in vain.</summary>
    public abstract void Waited(TimeSpan elapsed, bool inVain);

    /// <summary>A connection was taken.</summary>
    public abstract void Taken();

    /// <summary>A connection came back after this time.</summary>
    public abstract void Returned(TimeSpan elapsed);

    /// <summary>Every connection that is open now will be replaced, because one was lost.</summary>
    public abstract void Invalidated();
}
