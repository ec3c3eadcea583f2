using System.Runtime.InteropServices;

namespace Dialtone.Cli.Terminal;

/// <summary>Keeps a Unix terminal from showing what is typed before somebody reads it; puts its settings back at the end.</summary>
/// <remarks>.NET switches the echo off only while it reads a key: what arrives between a question and the first read would be shown.</remarks>
sealed partial class SilentTerminal : IDisposable
{
    // An opaque block, larger than any system's.
    const int SettingsSize = 256;
    const int Input = 0;
    const int AtOnce = 0;

    readonly byte[] original = new byte[SettingsSize];
    readonly bool isSilent;

    SilentTerminal()
    {
        var silent = new byte[SettingsSize];
        if (GetSettings(Input, original) == 0 && GetSettings(Input, silent) == 0)
        {
            MakeRaw(silent);
            isSilent = SetSettings(Input, AtOnce, silent) == 0;
        }
    }

    /// <summary>Begins the silence; does nothing on Windows.</summary>
    public static SilentTerminal? Enter() => OperatingSystem.IsWindows() ? null : new();

    /// <inheritdoc/>
    public void Dispose()
    {
        if (isSilent)
        {
            _ = SetSettings(Input, AtOnce, original);
        }
    }

    [LibraryImport("libc", EntryPoint = "tcgetattr")]
    private static partial int GetSettings(int file, byte[] settings);

    [LibraryImport("libc", EntryPoint = "tcsetattr")]
    private static partial int SetSettings(int file, int when, byte[] settings);

    [LibraryImport("libc", EntryPoint = "cfmakeraw")]
    private static partial void MakeRaw(byte[] settings);
}
