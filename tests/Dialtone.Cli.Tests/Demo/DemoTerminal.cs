using System.Diagnostics;
using System.Text;

namespace Dialtone.Cli.Tests.Demo;

/// <summary>A demo in a terminal: a test types, and waits for what appears.</summary>
sealed class DemoTerminal : IDisposable
{
    const string Script = "/usr/bin/script";

    readonly Process process;
    readonly StringBuilder screen = new();

    DemoTerminal(Process process) => this.process = process;

    /// <summary>Starts a demo and waits for its prompt.</summary>
    public static async Task<DemoTerminal> StartAsync(DemoProgram demo)
    {
        Assert.SkipUnless(File.Exists(Script), "script (package bsdutils) gives the demo its terminal");
        var command = demo.Shell(Script, "-qec", $"{DemoProgram.Path} demo", "/dev/null");
        var start = new ProcessStartInfo(command.Program, command.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        foreach (var (name, value) in command.Environment)
        {
            start.Environment[name] = value;
        }

        var terminal = new DemoTerminal(Process.Start(start)!);
        await terminal.ExpectAsync("demo=> ");
        return terminal;
    }

    /// <summary>Types, and waits until a text appears; returns what appeared up to it.</summary>
    public async Task<string> TypeAsync(string keys, string expected = "demo=> ")
    {
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        return await ExpectAsync(expected);
    }

    /// <summary>Types the last keys and returns the exit code.</summary>
    public async Task<int> EndAsync(string keys)
    {
        await process.StandardInput.WriteAsync(keys);
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public void Dispose() => process.Dispose();

    async Task<string> ExpectAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        var buffer = new char[4096];
        while (true)
        {
            var all = screen.ToString();
            if (all.IndexOf(text, StringComparison.Ordinal) is >= 0 and var found)
            {
                screen.Remove(0, found + text.Length);
                return all[..(found + text.Length)];
            }

            var count = await process.StandardOutput.ReadAsync(buffer, limit.Token);
            Assert.True(count > 0, $"the demo ended instead of showing \"{text}\":\n{all}");
            screen.Append(buffer, 0, count);
        }
    }
}
