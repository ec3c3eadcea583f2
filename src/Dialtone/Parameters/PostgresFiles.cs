namespace Dialtone.Parameters;

/// <summary>Where libpq looks for files that nobody named.</summary>
/// <param name="context">The home folder, and APPDATA on Windows.</param>
readonly struct PostgresFiles(ResolutionContext context)
{
    /// <summary>The folder of everything on Windows, and of the password and the service file elsewhere.</summary>
    string? Base =>
        !OperatingSystem.IsWindows() ? context.HomeDirectory
        : context.Environment("APPDATA") is { Length: > 0 } applicationData ? $"{applicationData}/postgresql"
        : null;

    public string? PasswordFile => Base is { } folder ? $"{folder}/{(OperatingSystem.IsWindows() ? "pgpass.conf" : ".pgpass")}" : null;

    public string? ServiceFile => Base is { } folder ? $"{folder}/.pg_service.conf" : null;

    public string? CertificateDirectory =>
        Base is not { } folder ? null
        : OperatingSystem.IsWindows() ? folder
        : $"{folder}/.postgresql";

    /// <summary>Whether anything is at a path: a folder counts, as it does for C's <c>stat</c>.</summary>
    public static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
