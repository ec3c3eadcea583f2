using System.Diagnostics;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Demo;

/// <summary>However a demo ends, nothing stays: these tests end it from outside.</summary>
public sealed class DemoEndTests : IDisposable
{
    const int SigInt = 2;
    const int SigKill = 9;
    const int SigTerm = 15;

    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    readonly DemoProgram demo = new();

    public DemoEndTests() => DemoProgram.NeedPostgres();

    public void Dispose() => demo.Dispose();

    [Theory]
    [InlineData(SigInt, 130)]
    [InlineData(SigTerm, 143)]
    [InlineData(SigKill, 137)]
    public async Task Signal_while_a_statement_runs(int signal, int exitCode)
    {
        using var process = Start("--run", "select 'begun'", "--run", "select pg_sleep(1000)");
        await WaitForAsync(process.StandardOutput, "begun");

        (await new Command("/bin/sh", "-c", $"kill -{signal} {process.Id}").RunAsync(TestContext.Current.CancellationToken)).Expect("kill");
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.Equal(exitCode, process.ExitCode);
        await AssertGoneSoonAsync();
    }

    [Theory]
    [InlineData("a data folder")]
    [InlineData("a server that")]
    [InlineData("a film rental shop")]
    public async Task Kill_while_it_starts(string step)
    {
        using var process = Start("--run", "select 1");
        await WaitForAsync(process.StandardError, step);

        process.Kill(entireProcessTree: true);

        await AssertGoneSoonAsync();
    }

    Process Start(params string[] arguments)
    {
        var command = demo.Command(arguments);
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    static async Task WaitForAsync(StreamReader output, string text)
    {
        var buffer = new char[256];
        var seen = "";
        while (!seen.Contains(text, StringComparison.Ordinal))
        {
            var count = await output.ReadAsync(buffer, TestContext.Current.CancellationToken);
            Assert.NotEqual(0, count);
            seen += new string(buffer, 0, count);
        }
    }

    /// <summary>After a kill the clearing up goes on without the program, so its end cannot be waited for.</summary>
    async Task AssertGoneSoonAsync()
    {
        var started = Stopwatch.StartNew();
        while (started.Elapsed < Limit && (demo.Folders.Count > 0 || demo.Processes.Count > 0))
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        demo.AssertGone();
    }
}
