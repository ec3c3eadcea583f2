using System.Diagnostics;
using System.Text;

namespace Dialtone.Shell.Backslash;

/// <summary>Where <c>\o</c> and <c>\g</c> send results: a file, or the input of a program behind a bar.</summary>
sealed class OutputTarget : IAsyncDisposable
{
    readonly Process? program;

    OutputTarget(TextWriter writer, Process? program)
    {
        Writer = writer;
        this.program = program;
    }

    /// <summary>Takes the results.</summary>
    public TextWriter Writer { get; }

    /// <summary>Opens a file, or starts a program.</summary>
    /// <exception cref="ShellCommandException">The file cannot be written.</exception>
    public static OutputTarget Open(string name)
    {
        if (name.StartsWith('|'))
        {
            var process = SystemShell.Start(name[1..], redirectInput: true, redirectOutput: false);
            return new(process.StandardInput, process);
        }

        try
        {
            var file = new FileStream(SystemShell.Expand(name), FileMode.Create, FileAccess.Write, FileShare.Read);
            return new(new StreamWriter(file, new UTF8Encoding(false), 64 * 1024) { NewLine = "\n" }, null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ShellCommandException($"{name}: {exception.Message}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await Writer.DisposeAsync();
        }
        catch (IOException)
        {
            // The program had read enough.
        }

        if (program is not null)
        {
            await program.WaitForExitAsync();
            program.Dispose();
        }
    }
}
