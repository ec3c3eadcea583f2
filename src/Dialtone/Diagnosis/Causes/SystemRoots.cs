namespace Dialtone.Diagnosis.Causes;

/// <summary>Where the operating system keeps the CAs that it trusts.</summary>
static class SystemRoots
{
    static readonly string[] Bundles =
    [
        "/etc/ssl/certs/ca-certificates.crt",
        "/etc/pki/tls/certs/ca-bundle.crt",
        "/etc/ssl/cert.pem",
        "/etc/ssl/ca-bundle.pem",
    ];

    static readonly string[] Variables = ["SSL_CERT_FILE", "SSL_CERT_DIR"];

    /// <summary>The bundle's file, or <see langword="null"/> if there is none.</summary>
    public static string? Bundle() => Array.Find(Bundles, File.Exists);

    /// <summary>What there is, with the variables that name another place.</summary>
    public static string Describe()
    {
        var named = Variables
            .Select(name => (Name: name, Value: Environment.GetEnvironmentVariable(name)))
            .Where(variable => variable.Value is not null)
            .Select(variable =>
                $"{variable.Name}={variable.Value} names {(File.Exists(variable.Value) || Directory.Exists(variable.Value) ? "something" : "nothing")} that exists"
            )
            .ToArray();
        return (Bundle() is { } file ? $"The system's bundle is {file}" : "This system has no bundle of trusted CAs")
            + (named.Length > 0 ? $"; {string.Join("; ", named)}." : ".");
    }

    /// <summary>Whether there is nothing that the system trusts, as far as files say.</summary>
    public static bool AreMissing()
    {
        var (file, folder) = (Environment.GetEnvironmentVariable("SSL_CERT_FILE"), Environment.GetEnvironmentVariable("SSL_CERT_DIR"));
        var isFileThere = file is null ? Bundle() is not null : File.Exists(file) && new FileInfo(file).Length > 0;
        var isFolderThere =
            Directory.Exists(folder ?? "/etc/ssl/certs") && Directory.EnumerateFileSystemEntries(folder ?? "/etc/ssl/certs").Any();
        return !isFileThere && !isFolderThere;
    }
}
