using System.Runtime.InteropServices;
using System.Runtime.Versioning;
using System.Text;
using Dialtone.Cli.Terminal;

namespace Dialtone.Shell.Terminal;

/// <summary>The terminal at the standard streams of a Unix system.</summary>
/// <remarks>
/// However the process ends, short of being killed outright, the terminal is put back first. Its settings are an opaque block: their layout
/// differs from system to system, and nothing here needs to know it.
/// </remarks>
sealed partial class Tty : ITerminal, IDisposable
{
    const int Input = 0;
    const int SettingsSize = 256;
    const int AfterOutput = 1;
    const short Readable = 1;
    const int Interrupted = 4;
    const int SignalTerminalStop = 20;
    const int SignalTerminalStopBsd = 18;
    static readonly TimeSpan StopsWithin = TimeSpan.FromMilliseconds(500);

    readonly Stream output = NativeOutput.Open(1);
    readonly byte[] original = new byte[SettingsSize];
    readonly byte[] raw = new byte[SettingsSize];
    readonly int[] wakePipe = new int[2];
    readonly PosixSignalRegistration[] registrations;
    readonly ManualResetEventSlim continued = new();
    volatile bool isRaw;

    [UnsupportedOSPlatform("windows")]
    Tty()
    {
        _ = tcgetattr(Input, original);
        _ = tcgetattr(Input, raw);
        cfmakeraw(raw);
        _ = pipe(wakePipe);
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => Wake()),
            PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => continued.Set()),
            PosixSignalRegistration.Create(PosixSignal.SIGHUP, _ => Restore()),
            PosixSignalRegistration.Create(PosixSignal.SIGQUIT, _ => Restore()),
        ];
        AppDomain.CurrentDomain.ProcessExit += OnExit;
        AppDomain.CurrentDomain.UnhandledException += OnExit;
    }

    /// <summary>The terminal, if the standard streams are one that can move its cursor.</summary>
    public static Tty? Open(Stdio io) =>
        io is { IsInputTerminal: true, IsOutputTerminal: true }
        && !OperatingSystem.IsWindows()
        && Environment.GetEnvironmentVariable("TERM") is not (null or "" or "dumb" or "unknown")
            ? new()
            : null;

    public (int Width, int Height) Size
    {
        get
        {
            var size = new WindowSize();
            var request = OperatingSystem.IsMacOS() || OperatingSystem.IsFreeBSD() ? 0x40087468u : 0x5413u;
            return ioctl(1, request, ref size) == 0 && size.Columns > 0 ? (size.Columns, Math.Max((int)size.Rows, 2)) : (80, 24);
        }
    }

    public IDisposable BeginRaw()
    {
        _ = tcsetattr(Input, AfterOutput, raw);
        isRaw = true;
        Write(TerminalModes.Begin);
        return new Raw(this);
    }

    public int Read(Span<byte> buffer, int milliseconds)
    {
        var waits = new PollDescriptor[]
        {
            new() { Descriptor = Input, Events = Readable },
            new() { Descriptor = wakePipe[0], Events = Readable },
        };
        var ready = poll(waits, 2, milliseconds);
        if (ready <= 0)
        {
            return ready == 0 || Marshal.GetLastPInvokeError() == Interrupted ? 0 : -1;
        }

        if (waits[1].Returned != 0)
        {
            Span<byte> woken = stackalloc byte[64];
            _ = read(wakePipe[0], woken, (nuint)woken.Length);
        }

        if (waits[0].Returned == 0)
        {
            return 0;
        }

        var count = read(Input, buffer, (nuint)buffer.Length);
        return count > 0 ? (int)count
            : count < 0 && Marshal.GetLastPInvokeError() == Interrupted ? 0
            : -1;
    }

    public void Wake() => _ = write(wakePipe[1], [0], 1);

    public void Write(string text) => output.Write(Encoding.UTF8.GetBytes(text));

    public void Suspend()
    {
        Restore();
        continued.Reset();
        // To the whole group, as the terminal itself would: a launcher in front of us stops too. A group that nobody could wake is not stopped.
        _ = kill(0, OperatingSystem.IsLinux() ? SignalTerminalStop : SignalTerminalStopBsd);
        continued.Wait(StopsWithin);
        BeginRaw();
    }

    public void Dispose()
    {
        Restore();
        AppDomain.CurrentDomain.ProcessExit -= OnExit;
        AppDomain.CurrentDomain.UnhandledException -= OnExit;
        Array.ForEach(registrations, registration => registration.Dispose());
        continued.Dispose();
        _ = close(wakePipe[0]);
        _ = close(wakePipe[1]);
    }

    void OnExit(object? sender, EventArgs arguments) => Restore();

    void Restore()
    {
        if (!isRaw)
        {
            return;
        }

        isRaw = false;
        try
        {
            Write(TerminalModes.End);
        }
        catch (IOException)
        {
            // The terminal is gone; its settings may still be asked for.
        }

        _ = tcsetattr(Input, AfterOutput, original);
    }

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcgetattr(int descriptor, [Out] byte[] settings);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int tcsetattr(int descriptor, int when, byte[] settings);

    [LibraryImport("libc")]
    private static partial void cfmakeraw([In, Out] byte[] settings);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int pipe([Out] int[] descriptors);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int close(int descriptor);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint read(int descriptor, Span<byte> buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial nint write(int descriptor, ReadOnlySpan<byte> buffer, nuint count);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int poll([In, Out] PollDescriptor[] descriptors, nuint count, int timeout);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int ioctl(int descriptor, nuint request, ref WindowSize size);

    [LibraryImport("libc", SetLastError = true)]
    private static partial int kill(int process, int signal);

    [StructLayout(LayoutKind.Sequential)]
    struct PollDescriptor
    {
        public int Descriptor;
        public short Events;
        public short Returned;
    }

    [StructLayout(LayoutKind.Sequential)]
    struct WindowSize
    {
        public ushort Rows;
        public ushort Columns;
        public ushort PixelWidth;
        public ushort PixelHeight;
    }

    sealed class Raw(Tty terminal) : IDisposable
    {
        public void Dispose() => terminal.Restore();
    }
}
