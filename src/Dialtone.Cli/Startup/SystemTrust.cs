using System.Runtime.InteropServices;
using Dialtone.Parameters;

namespace Dialtone.Cli.Startup;

/// <summary>Keeps the runtime from reading the system's certificates where nothing is trusted because of them.</summary>
/// <remarks>
/// .NET reads the whole certificate folder before its first TLS handshake, also when only a file of the target's is trusted. That takes three
/// quarters of a short program's time. The folder is OpenSSL's to name, so it is named in the process's own environment, which .NET's
/// <see cref="Environment.SetEnvironmentVariable(string, string)"/> does not reach on Unix.
/// </remarks>
static partial class SystemTrust
{
    const string Nowhere = "/nonexistent";

    /// <summary>Hides the system's certificates from this process, unless the target asks for them. Before the first connection.</summary>
    public static void HideUnlessUsed(ResolvedTarget target)
    {
        if (!OperatingSystem.IsLinux() || target.Parameters["sslrootcert"]?.DisplayValue == "system")
        {
            return;
        }

        // A failure costs time and nothing else.
        _ = SetEnvironmentVariable("SSL_CERT_FILE", Nowhere, overwrite: 1);
        _ = SetEnvironmentVariable("SSL_CERT_DIR", Nowhere, overwrite: 1);
    }

    [LibraryImport("libc", EntryPoint = "setenv", StringMarshalling = StringMarshalling.Utf8)]
    private static partial int SetEnvironmentVariable(string name, string value, int overwrite);
}
