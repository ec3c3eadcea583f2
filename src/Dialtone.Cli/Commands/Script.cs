using Dialtone.Cli.Terminal;

namespace Dialtone.Cli.Commands;

/// <summary>SQL from the command line, a file or standard input, opened before anything runs.</summary>
/// <param name="Name">What an error calls it, such as a file's path; <see langword="null"/> for the command line.</param>
/// <param name="Reader">The text.</param>
/// <param name="IsAtomic">Whether several statements in it are one transaction, as in psql's <c>-c</c>.</param>
sealed record Script(string? Name, TextReader Reader, bool IsAtomic) : IDisposable
{
    const int BufferSize = 64 * 1024;

    /// <summary>The text of <c>-c</c>.</summary>
    public static Script FromText(string text) => new(null, new StringReader(text), IsAtomic: true);

    /// <summary>The text of <c>-f</c>; a lone dash is standard input.</summary>
    /// <exception cref="UsageException">The file cannot be read.</exception>
    public static Script FromFile(string path, Stdio io, CancellationToken cancellationToken)
    {
        if (path == "-")
        {
            return FromInput(io, cancellationToken);
        }

        try
        {
            return Directory.Exists(path)
                ? throw FileProblem.Read(path, "it is a folder")
                : new(path, Open(new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite)), IsAtomic: false);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw FileProblem.Read(path, exception);
        }
    }

    /// <summary>Standard input.</summary>
    public static Script FromInput(Stdio io, CancellationToken cancellationToken)
    {
        if (io.IsInputTerminal)
        {
            io.Say("Type SQL; end it with Ctrl-D.");
        }

        return new("standard input", Open(new InterruptibleStream(io.In, cancellationToken)), IsAtomic: false);
    }

    /// <inheritdoc/>
    public void Dispose() => Reader.Dispose();

    // A byte order mark is skipped; text in another encoding than UTF-8 without one is refused instead of damaged.
    static StreamReader Open(Stream stream) => new(stream, Stdio.Encoding, detectEncodingFromByteOrderMarks: true, BufferSize);
}
