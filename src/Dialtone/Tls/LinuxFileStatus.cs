using System.Runtime.InteropServices;

namespace Dialtone.Tls;

/// <summary>Reads a file's state through <c>statx</c>: .NET has no way to ask for the owner, on which libpq's rule for keys depends.</summary>
static partial class LinuxFileStatus
{
    const int CurrentDirectory = -100;
    const uint BasicFields = 0x7ff;
    const int NoSuchFile = 2;
    const int PermissionDenied = 13;
    const int NotADirectory = 20;
    const int TooManyLinks = 40;

    /// <summary>Reads the state, unless the platform or its sandbox has no <c>statx</c>.</summary>
    public static bool TryRead(string path, out FileStatus status)
    {
        status = default;
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            if (Statx(CurrentDirectory, path, 0, BasicFields, out var buffer) == 0)
            {
                status = Translate(buffer);
                return true;
            }
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            return false;
        }

        var error = Marshal.GetLastPInvokeError();
        status = error is NoSuchFile or NotADirectory
            ? new() { Kind = FileKind.Missing }
            : new() { Kind = FileKind.Unknown, Error = Marshal.GetPInvokeErrorMessage(error) };
        return error is NoSuchFile or NotADirectory or PermissionDenied or TooManyLinks;
    }

    static FileStatus Translate(in StatxBuffer buffer) =>
        new()
        {
            Kind = (buffer.Mode & 0xf000) switch
            {
                0x8000 => FileKind.Regular,
                0x4000 => FileKind.Directory,
                _ => FileKind.Other,
            },
            Mode = (UnixFileMode)(buffer.Mode & 0xfff),
            Owner = buffer.Owner,
            Length = (long)buffer.Length,
            Device = ((ulong)buffer.DeviceMajor << 32) | buffer.DeviceMinor,
            Inode = buffer.Inode,
            Modified = (buffer.ModifiedSeconds * 1_000_000_000) + buffer.ModifiedNanoseconds,
            Changed = (buffer.ChangedSeconds * 1_000_000_000) + buffer.ChangedNanoseconds,
        };

    [LibraryImport("libc", EntryPoint = "statx", StringMarshalling = StringMarshalling.Utf8, SetLastError = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static partial int Statx(int directory, string path, int flags, uint mask, out StatxBuffer buffer);

    /// <summary><c>struct statx</c> of linux/stat.h: the same on every architecture.</summary>
    [StructLayout(LayoutKind.Explicit, Size = 256)]
    struct StatxBuffer
    {
        [FieldOffset(20)]
        public uint Owner;

        [FieldOffset(28)]
        public ushort Mode;

        [FieldOffset(32)]
        public ulong Inode;

        [FieldOffset(40)]
        public ulong Length;

        [FieldOffset(96)]
        public long ChangedSeconds;

        [FieldOffset(104)]
        public uint ChangedNanoseconds;

        [FieldOffset(112)]
        public long ModifiedSeconds;

        [FieldOffset(120)]
        public uint ModifiedNanoseconds;

        [FieldOffset(136)]
        public uint DeviceMajor;

        [FieldOffset(140)]
        public uint DeviceMinor;
    }
}
