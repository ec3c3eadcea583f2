using System.Runtime.InteropServices;

namespace Dialtone.Cli.Terminal;

/// <summary>A standard output stream by its descriptor.</summary>
/// <remarks>
/// The runtime's own console stream hides a reader that went away, so that <c>| head</c> would let a large query run to its end; its file
/// stream keeps a position of its own, so that two programs could not share one redirection.
/// </remarks>
sealed partial class NativeOutput(int descriptor) : Stream
{
    const int Interrupted = 4;
    const int BrokenPipe = 32;
    const int AgainLinux = 11;
    const int AgainBsd = 35;
    const short Writable = 4;

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <summary>The stream of a descriptor; on Windows, where descriptors do not exist, the runtime's.</summary>
    public static Stream Open(int descriptor) =>
        OperatingSystem.IsWindows()
            ? (descriptor == 1 ? Console.OpenStandardOutput() : Console.OpenStandardError())
            : new NativeOutput(descriptor);

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    /// <exception cref="ReaderGoneException">Nobody reads the other end of the pipe any more.</exception>
    /// <exception cref="IOException">The system refused, such as on a full disk.</exception>
    public override void Write(ReadOnlySpan<byte> buffer)
    {
        while (!buffer.IsEmpty)
        {
            var written = write(descriptor, buffer, (nuint)buffer.Length);
            if (written >= 0)
            {
                buffer = buffer[(int)written..];
                continue;
            }

            switch (Marshal.GetLastPInvokeError())
            {
                case Interrupted:
                    break;
                case BrokenPipe:
                    throw new ReaderGoneException();
                case AgainLinux or AgainBsd:
                    // Somebody else made the descriptor non-blocking, such as a program that shares the terminal.
                    var wait = new PollDescriptor { Descriptor = descriptor, Events = Writable };
                    _ = poll(ref wait, 1, -1);
                    break;
                case var error:
                    throw new IOException($"cannot write: {Marshal.GetPInvokeErrorMessage(error)}");
            }
        }
    }

    public override void Flush() { }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll(ref PollDescriptor descriptors, nuint count, int timeout);

    [StructLayout(LayoutKind.Sequential)]
    struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }
}
