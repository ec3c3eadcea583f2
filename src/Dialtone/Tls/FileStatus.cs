namespace Dialtone.Tls;

/// <summary>What a path leads to.</summary>
enum FileKind
{
    /// <summary>Nothing (ENOENT, ENOTDIR).</summary>
    Missing,

    /// <summary>The system would not say, mostly for want of permission.</summary>
    Unknown,
    Regular,
    Directory,

    /// <summary>A pipe, socket or device.</summary>
    Other,
}

/// <summary>The state of a file as <c>stat</c> reports it, symbolic links followed. Two different states mean that the file has changed.</summary>
readonly record struct FileStatus
{
    /// <summary>What the path leads to.</summary>
    public required FileKind Kind { get; init; }

    /// <summary>Why the state is unknown; otherwise <see langword="null"/>.</summary>
    public string? Error { get; init; }

    /// <summary>Permission bits; none where the platform has none.</summary>
    public UnixFileMode Mode { get; init; }

    /// <summary>The owner's number; <see langword="null"/> where it cannot be found out.</summary>
    public uint? Owner { get; init; }

    public long Length { get; init; }

    public ulong Device { get; init; }

    public ulong Inode { get; init; }

    /// <summary>Time of the last change to the content, in units of the platform.</summary>
    public long Modified { get; init; }

    /// <summary>Time of the last change to content or attributes, in units of the platform.</summary>
    public long Changed { get; init; }

    /// <summary>Whether anything is there.</summary>
    public bool Exists => Kind is FileKind.Regular or FileKind.Directory or FileKind.Other;

    /// <summary>Asks the operating system.</summary>
    public static FileStatus Of(string path) => LinuxFileStatus.TryRead(path, out var status) ? status : ReadPortably(path);

    /// <summary>Without the owner: the caller then assumes that it is not root, which is the stricter rule.</summary>
    static FileStatus ReadPortably(string path)
    {
        try
        {
            var link = new FileInfo(path);
            var file = link.ResolveLinkTarget(returnFinalTarget: true) ?? link;
            var attributes = File.GetAttributes(file.FullName);
            return new()
            {
                Kind =
                    attributes.HasFlag(FileAttributes.Directory) ? FileKind.Directory
                    : attributes.HasFlag(FileAttributes.Device) ? FileKind.Other
                    : FileKind.Regular,
                Mode = OperatingSystem.IsWindows() ? UnixFileMode.None : File.GetUnixFileMode(file.FullName),
                Length = attributes.HasFlag(FileAttributes.Directory) ? 0 : new FileInfo(file.FullName).Length,
                Modified = file.LastWriteTimeUtc.Ticks,
            };
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return new() { Kind = FileKind.Missing };
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            return new() { Kind = FileKind.Unknown, Error = exception.Message };
        }
    }
}
