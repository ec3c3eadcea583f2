using System.Globalization;
using Dialtone.Cli.Terminal;

namespace Dialtone.Cli.Demo;

/// <summary>Tells on standard error what is being done and how long it took.</summary>
sealed class DemoProgress(Stdio io)
{
    readonly long started = TimeProvider.System.GetTimestamp();

    /// <summary>Does one step.</summary>
    public async Task<T> RunAsync<T>(string what, Func<Task<T>> step)
    {
        var begun = TimeProvider.System.GetTimestamp();
        io.Ask($"{what} … ");
        try
        {
            var result = await step();
            io.Say(Seconds(begun));
            return result;
        }
        catch
        {
            io.Say("failed");
            throw;
        }
    }

    /// <summary>Does one step.</summary>
    public Task RunAsync(string what, Func<Task> step) =>
        RunAsync(
            what,
            async () =>
            {
                await step();
                return true;
            }
        );

    /// <summary>Tells that everything is there.</summary>
    public void Finish() => io.Say($"ready after {Seconds(started)}");

    static string Seconds(long begun) =>
        string.Create(CultureInfo.InvariantCulture, $"{TimeProvider.System.GetElapsedTime(begun).TotalSeconds:0.0} s");
}
