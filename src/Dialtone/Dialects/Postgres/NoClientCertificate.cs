using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Dialects.Postgres;

/// <summary>An empty certificate file that keeps the driver from loading one from the environment or the home folder behind our back.</summary>
static class NoClientCertificate
{
    static readonly Lazy<string> EmptyFile = new(Write);

    /// <summary>The path of the empty file, if the driver would find a certificate without it.</summary>
    public static string? PathIfNeeded() =>
        Environment.GetEnvironmentVariable("PGSSLCERT") is not null || File.Exists(DriverDefault()) ? EmptyFile.Value : null;

    static string DriverDefault() =>
        OperatingSystem.IsWindows()
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ApplicationData), "postgresql", "postgresql.crt")
            : Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "", ".postgresql", "postgresql.crt");

    static string Write()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("dialtone-").FullName, "none.pfx");
        var bytes = new X509Certificate2Collection().Export(X509ContentType.Pkcs12)!;
        File.WriteAllBytes(path, bytes);
        AppDomain.CurrentDomain.ProcessExit += (_, _) => Directory.Delete(Path.GetDirectoryName(path)!, recursive: true);
        return path;
    }
}
