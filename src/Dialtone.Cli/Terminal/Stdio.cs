using System.Text;

namespace Dialtone.Cli.Terminal;

/// <summary>The standard streams: data goes to <see cref="Out"/>, words go through <see cref="Say"/>, and both keep their order on a terminal.</summary>
sealed class Stdio
{
    /// <summary>UTF-8 without a byte order mark, strict in both directions: damaged text is an error, not a question mark.</summary>
    public static readonly UTF8Encoding Encoding = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    const int BufferSize = 64 * 1024;

    /// <summary>Streams of the caller's, for tests.</summary>
    public Stdio(Stream input, TextWriter output, TextWriter error)
    {
        In = input;
        Out = output;
        Error = error;
    }

    /// <summary>Standard input, as bytes.</summary>
    public Stream In { get; }

    /// <summary>Data: what a pipe or a file is meant to get. Buffered; <see cref="Say"/> and the end of the program flush it.</summary>
    public TextWriter Out { get; }

    /// <summary>Whether a person types the input.</summary>
    public bool IsInputTerminal { get; init; }

    /// <summary>Whether a person reads the data.</summary>
    public bool IsOutputTerminal { get; init; }

    /// <summary>Whether a person reads the words.</summary>
    public bool IsErrorTerminal { get; init; }

    TextWriter Error { get; }

    /// <summary>The process's own streams.</summary>
    public static Stdio Open() =>
        new(
            Console.OpenStandardInput(),
            new StreamWriter(NativeOutput.Open(1), Encoding, BufferSize) { NewLine = "\n" },
            new StreamWriter(NativeOutput.Open(2), new UTF8Encoding(false)) { NewLine = "\n", AutoFlush = true }
        )
        {
            IsInputTerminal = !Console.IsInputRedirected,
            IsOutputTerminal = !Console.IsOutputRedirected,
            IsErrorTerminal = !Console.IsErrorRedirected,
        };

    /// <summary>Prints a question on standard error; the answer goes on the same line.</summary>
    public void Ask(string question)
    {
        Out.Flush();
        Error.Write(question);
    }

    /// <summary>Prints words on standard error, after all data written so far. Control characters of untrusted text are escaped.</summary>
    public void Say(string words)
    {
        Out.Flush();
        Error.Write(PrintableText.Escape(words, keepLayout: true) + "\n");
    }
}
