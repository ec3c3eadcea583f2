using System.Diagnostics;
using System.Runtime.InteropServices;
using Dialtone.Cli.Terminal;

namespace Dialtone.Cli.Startup;

/// <summary>The interactive shell: a program of its own, because C# at its prompt needs the compiler that native code does without.</summary>
static partial class ShellProgram
{
    /// <summary>Where it lies beside this program; <see langword="null"/> if it was not built with it.</summary>
    public static string? Location { get; } =
        new[] { "shell/Dialtone.Shell.dll", "Dialtone.Shell.dll" }
            .Select(name => Path.Combine(AppContext.BaseDirectory, name))
            .FirstOrDefault(File.Exists);

    /// <summary>Becomes the shell, with this process's terminal, signals and place in the caller's job; on Windows starts it and waits.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="UsageException">It is not there, or cannot be started.</exception>
    public static async Task<int> RunAsync(IReadOnlyList<string> words, CancellationToken cancellationToken)
    {
        if (Location is not { } program)
        {
            throw new UsageException(
                "the interactive shell is not beside this program",
                AppContext.BaseDirectory,
                "start it with ./dialtone, which builds both; dialtone query runs statements without it"
            );
        }

        if (OperatingSystem.IsWindows())
        {
            using var process = Process.Start(new ProcessStartInfo("dotnet", [program, .. words])) ?? throw NotStarted();
            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode;
        }

        Execute("dotnet", ["dotnet", program, .. words, null]);
        throw NotStarted();
    }

    /// <summary>Starts the shell on this terminal and waits for its end. What Ctrl-C interrupts is the shell's business.</summary>
    /// <returns>Its exit code.</returns>
    /// <exception cref="OperationCanceledException">This process was asked to end.</exception>
    public static async Task<int> RunInsideAsync(IReadOnlyList<string> words, Interrupts interrupts)
    {
        using var process = Process.Start(new ProcessStartInfo("dotnet", [Location!, .. words])) ?? throw NotStarted();
        while (true)
        {
            try
            {
                await process.WaitForExitAsync(interrupts.Token);
                return process.ExitCode;
            }
            catch (OperationCanceledException) when (interrupts.ExitCode == ExitCodes.Interrupted)
            {
                interrupts.Reset();
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
    }

    static UsageException NotStarted() => new("the interactive shell could not be started", "dotnet", "install the .NET 10 runtime");

    [LibraryImport("libc", EntryPoint = "execvp", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Execute(string file, string?[] arguments);
}
