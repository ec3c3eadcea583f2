namespace Dialtone;

/// <summary>How often and how fast a transaction that failed is run again.</summary>
public sealed record RetryOptions
{
    /// <summary>The most runs, the first one included. Default: 5.</summary>
    public int MaximumAttempts { get; init; } = 5;

    /// <summary>The longest wait before the second run; it doubles with each run, and a random part of it is waited. Default: 20 milliseconds.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromMilliseconds(20);

    /// <summary>The longest wait before any run. Default: 1 second.</summary>
    public TimeSpan MaximumDelay { get; init; } = TimeSpan.FromSeconds(1);

    internal TimeSpan DelayAfter(int attempt) =>
        Random.Shared.NextDouble() * TimeSpan.FromTicks(Math.Min(MaximumDelay.Ticks, FirstDelay.Ticks << Math.Min(attempt - 1, 20)));
}
