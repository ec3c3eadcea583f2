using System.Diagnostics;

namespace Dialtone.Shell.Backslash;

/// <summary>Commands of the operating system: <c>\!</c>, backquotes, and what is behind a bar.</summary>
static class SystemShell
{
    /// <summary>Runs a command in this terminal; returns its exit code.</summary>
    public static async Task<int> RunAsync(string command, CancellationToken cancellationToken)
    {
        using var process = Start(command, redirectInput: false, redirectOutput: false);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode;
    }

    /// <summary>What a command prints, without its last line end.</summary>
    /// <exception cref="ShellCommandException">It failed.</exception>
    public static async Task<string> ReadAsync(string command, CancellationToken cancellationToken)
    {
        using var process = Start(command, redirectInput: false, redirectOutput: true);
        var output = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        return process.ExitCode == 0
            ? output.TrimEnd('\n', '\r')
            : throw new ShellCommandException($"{command}: exit code {process.ExitCode}");
    }

    /// <summary>Starts a command.</summary>
    public static Process Start(string command, bool redirectInput, bool redirectOutput)
    {
        var start = OperatingSystem.IsWindows()
            ? new ProcessStartInfo(Environment.GetEnvironmentVariable("COMSPEC") ?? "cmd.exe", ["/c", command])
            : new ProcessStartInfo(
                Environment.GetEnvironmentVariable("SHELL") is { Length: > 0 } shell ? shell : "/bin/sh",
                ["-c", command]
            );
        start.RedirectStandardInput = redirectInput;
        start.RedirectStandardOutput = redirectOutput;
        return Process.Start(start) ?? throw new ShellCommandException($"{command}: cannot be started");
    }

    /// <summary>A file's name with the home folder for a tilde.</summary>
    public static string Expand(string path) =>
        path == "~" || path.StartsWith("~/", StringComparison.Ordinal)
            ? Environment.GetFolderPath(Environment.SpecialFolder.UserProfile) + path[1..]
            : path;
}
