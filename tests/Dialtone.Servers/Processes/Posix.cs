using System.ComponentModel;
using System.Runtime.InteropServices;

namespace Dialtone.Servers.Processes;

/// <summary>The system calls that .NET does not offer.</summary>
static partial class Posix
{
    public const int Hangup = 1;
    public const int Kill = 9;

    public static bool IsRoot => !OperatingSystem.IsWindows() && EffectiveUser() == 0;

    public static void Signal(int process, int signal) => Check(SendSignal(process, signal), $"kill({process}, {signal})");

    public static void ChangeOwner(string path, int user, int group) => Check(Chown(path, user, group), $"chown({path})");

    static void Check(int result, string what)
    {
        if (result != 0)
            throw new Win32Exception(Marshal.GetLastPInvokeError(), $"{what}: {Marshal.GetLastPInvokeErrorMessage()}");
    }

    [LibraryImport("libc", EntryPoint = "geteuid")]
    private static partial uint EffectiveUser();

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int process, int signal);

    [LibraryImport("libc", EntryPoint = "chown", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Chown(string path, int user, int group);
}
