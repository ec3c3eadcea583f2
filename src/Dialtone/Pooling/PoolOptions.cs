namespace Dialtone.Pooling;

/// <summary>What the façade asks of a pool; the meaning of each value is documented where the user sets it.</summary>
sealed record PoolOptions
{
    public required int Size { get; init; }

    public required int Overflow { get; init; }

    public required TimeSpan Timeout { get; init; }

    public required int MinimumIdle { get; init; }

    public required TimeSpan IdleTimeout { get; init; }

    public required TimeSpan MaximumAge { get; init; }

    public required TimeSpan HealthCheckAfter { get; init; }

    public required SessionReset Reset { get; init; }

    /// <summary>Readies a new or reset session for its next user.</summary>
    public required SessionSetup Setup { get; init; }

    public required PoolObserver Observer { get; init; }

    public required TimeProvider Time { get; init; }

    /// <summary>The most connections that are open at a time.</summary>
    public int Maximum => Size + Overflow;
}
