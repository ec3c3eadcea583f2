using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace Dialtone.Shell.Tests;

/// <summary>The shell in a real terminal: a test types, and waits for what appears.</summary>
sealed partial class ShellTerminal : IAsyncDisposable
{
    const string Script = "/usr/bin/script";

    readonly Process process;
    readonly StringBuilder screen = new();

    ShellTerminal(Process process) => this.process = process;

    /// <summary>Starts the shell and waits for its prompt.</summary>
    public static Task<ShellTerminal> StartAsync(string prompt, params string[] arguments) =>
        StartProgramAsync(prompt, ShellProgram.Path, arguments);

    /// <summary>Starts a program that leads to the shell.</summary>
    public static async Task<ShellTerminal> StartProgramAsync(string prompt, string program, params string[] arguments)
    {
        Assert.SkipUnless(File.Exists(Script), "script (package bsdutils) gives the shell its terminal");
        var line = string.Join(' ', arguments.Prepend(program).Select(argument => $"'{argument}'"));
        var start = new ProcessStartInfo(Script, ["-qec", $"stty cols 80 rows 24; exec {line}", "/dev/null"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        start.Environment["TERM"] = "xterm";
        start.Environment["PAGER"] = "";
        start.Environment["DIALTONE_HISTORY"] = "off";
        start.Environment["INPUTRC"] = "/dev/null";
        start.Environment.Remove("PSQL_PAGER");
        var terminal = new ShellTerminal(Process.Start(start)!);
        await terminal.ExpectAsync(prompt);
        return terminal;
    }

    /// <summary>Types a line, and waits until a text appears; returns what appeared up to it, without the line ends of terminals.</summary>
    public async Task<string> TypeAsync(string line, string expected)
    {
        await process.StandardInput.WriteAsync(line + "\n");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        return await ExpectAsync(expected);
    }

    /// <summary>Presses Ctrl-C.</summary>
    public async Task InterruptAsync()
    {
        await process.StandardInput.WriteAsync("\u0003");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Types the last line and returns the exit code.</summary>
    public async Task<int> EndAsync(string line)
    {
        await process.StandardInput.WriteAsync(line + "\n");
        await process.StandardInput.FlushAsync(TestContext.Current.CancellationToken);
        await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
            await process.WaitForExitAsync();
        }

        process.Dispose();
    }

    /// <summary>Waits until a text appears; returns what appeared up to it.</summary>
    public async Task<string> ExpectAsync(string text)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        limit.CancelAfter(TimeSpan.FromMinutes(1));
        var buffer = new char[4096];
        while (true)
        {
            var all = Sequences().Replace(screen.ToString(), "").Replace("\r\n", "\n", StringComparison.Ordinal);
            if (all.IndexOf(text, StringComparison.Ordinal) is >= 0 and var found)
            {
                screen.Clear().Append(all, found + text.Length, all.Length - found - text.Length);
                return all[..(found + text.Length)];
            }

            var count = await process.StandardOutput.ReadAsync(buffer, limit.Token);
            Assert.True(count > 0, $"the shell ended instead of showing \"{text}\":\n{all}");
            screen.Append(buffer, 0, count);
        }
    }

    // What dims and what clears a line.
    [GeneratedRegex("\e\\[[0-9;]*[mK]", RegexOptions.CultureInvariant)]
    private static partial Regex Sequences();
}
