namespace Dialtone.Shell.Terminal;

/// <summary>What an editor needs of a terminal: bytes in, text out, its size.</summary>
interface ITerminal
{
    /// <summary>Columns and lines as they are now.</summary>
    (int Width, int Height) Size { get; }

    /// <summary>Keys as bytes from now on, unechoed; disposing puts the terminal back as it was.</summary>
    IDisposable BeginRaw();

    /// <summary>Waits for bytes.</summary>
    /// <param name="buffer">Takes them.</param>
    /// <param name="milliseconds">How long to wait at most; -1 for ever.</param>
    /// <returns>How many came; 0 if none did in time or <see cref="Wake"/> was called, -1 if the terminal is gone.</returns>
    int Read(Span<byte> buffer, int milliseconds);

    /// <summary>Ends the waiting of <see cref="Read"/>, from any thread.</summary>
    void Wake();

    /// <summary>Shows text and control sequences at once.</summary>
    void Write(string text);

    /// <summary>Stops the process as Ctrl-Z does, and returns when it goes on.</summary>
    void Suspend();
}
