using System.Diagnostics;

namespace Dialtone.Cli.Demo;

/// <summary>Runs another program to its end.</summary>
static class ChildProgram
{
    /// <summary>Runs a program and returns its exit code with everything it printed. Cancelling kills it.</summary>
    /// <param name="command">The program and its arguments; no shell is between.</param>
    /// <param name="folder">The working folder: one that the program's user may enter.</param>
    /// <param name="input">What it reads from standard input.</param>
    /// <param name="cancellationToken">Ends the wait, and the program.</param>
    /// <exception cref="UsageException">The program could not be started.</exception>
    public static async Task<(int ExitCode, string Output)> RunAsync(
        IReadOnlyList<string> command,
        string folder,
        string input = "",
        CancellationToken cancellationToken = default
    )
    {
        using var process = Start(command, folder);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var errors = process.StandardError.ReadToEndAsync(cancellationToken);
            await WriteAsync(process, input);
            await process.WaitForExitAsync(cancellationToken);
            return (process.ExitCode, await output + await errors);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }
    }

    /// <summary>Starts a program with its three streams in the caller's hands.</summary>
    /// <exception cref="UsageException">The program could not be started.</exception>
    public static Process Start(IReadOnlyList<string> command, string folder)
    {
        try
        {
            return Process.Start(
                new ProcessStartInfo(command[0], command.Skip(1))
                {
                    WorkingDirectory = folder,
                    RedirectStandardInput = true,
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                }
            )!;
        }
        catch (System.ComponentModel.Win32Exception exception)
        {
            throw new UsageException($"cannot start {command[0]}: {exception.Message}");
        }
    }

    /// <summary>Where the search path has a program, or <see langword="null"/>.</summary>
    public static string? Find(string name) => SearchPath.Select(folder => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    /// <summary>The folders of <c>PATH</c>, and those for administrators that a plain user's lacks.</summary>
    static IEnumerable<string> SearchPath =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(["/usr/sbin", "/sbin", "/usr/bin", "/bin"]);

    static async Task WriteAsync(Process process, string input)
    {
        try
        {
            await process.StandardInput.WriteAsync(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended without reading everything; its exit code tells why.
        }
    }
}
