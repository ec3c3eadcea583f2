using Dialtone.Servers.Processes;

namespace Dialtone.Shell.Tests;

/// <summary>The shell as a program of its own.</summary>
static class ShellProgram
{
    /// <summary>The program beside the tests.</summary>
    public static string Path { get; } =
        System.IO.Path.Combine(AppContext.BaseDirectory, OperatingSystem.IsWindows() ? "Dialtone.Shell.exe" : "Dialtone.Shell");

    /// <summary>Runs a script through a pipe.</summary>
    public static Task<CommandResult> RunAsync(string script, CancellationToken cancellationToken, params string[] arguments) =>
        new Command(Path, arguments) { Input = script }.RunAsync(cancellationToken);
}
