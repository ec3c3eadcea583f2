using System.Diagnostics;

namespace Dialtone.Servers.Processes;

/// <summary>Waits for a state that nobody announces.</summary>
static class Polling
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(10);

    public static async Task UntilAsync(
        Func<CancellationToken, Task<bool>> condition,
        TimeSpan limit,
        Func<string> failure,
        CancellationToken cancellationToken
    )
    {
        var start = Stopwatch.GetTimestamp();
        while (!await condition(cancellationToken))
        {
            if (Stopwatch.GetElapsedTime(start) > limit)
                throw new TimeoutException($"{failure()} (waited {limit.TotalSeconds:0} s)");
            await Task.Delay(Pause, cancellationToken);
        }
    }
}
