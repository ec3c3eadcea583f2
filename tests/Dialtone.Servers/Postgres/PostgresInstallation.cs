using System.Text.RegularExpressions;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers.Postgres;

/// <summary>PostgreSQL's programs on this machine.</summary>
public sealed partial class PostgresInstallation
{
    static readonly Lazy<IReadOnlyList<PostgresInstallation>> Found = new(() => [.. Search()]);

    PostgresInstallation(string programs, int major) => (Programs, Major) = (programs, major);

    /// <summary>The folder of initdb and postgres.</summary>
    public string Programs { get; }

    public int Major { get; }

    /// <summary>The folder of libpq, where it lies beside the programs.</summary>
    public string? Libraries
    {
        get
        {
            var folder = Path.Combine(Programs, "..", "lib");
            return File.Exists(Path.Combine(folder, "libpq.so.5")) ? Path.GetFullPath(folder) : null;
        }
    }

    /// <summary>The installation for a release, or null.</summary>
    public static PostgresInstallation? Find(PostgresRelease release)
    {
        var exact = Found.Value.FirstOrDefault(installation => installation.Major == (int)release);
        return exact ?? (release == PostgresRelease.V15 ? Found.Value.MinBy(installation => installation.Major) : null);
    }

    /// <summary>psql itself: Debian's /usr/bin/psql is a script that chooses a version.</summary>
    public static string? FindPsql()
    {
        var folders = CandidateFolders().Where(folder => !folder.StartsWith("/usr/bin", StringComparison.Ordinal));
        return folders.Append("/usr/bin").Select(folder => Path.Combine(folder, "psql")).FirstOrDefault(File.Exists);
    }

    public string Program(string name) => Path.Combine(Programs, name);

    static IEnumerable<PostgresInstallation> Search()
    {
        foreach (var folder in CandidateFolders())
        {
            var server = Path.Combine(folder, "postgres");
            if (!File.Exists(server) || !File.Exists(Path.Combine(folder, "initdb")) || !ServiceAccount.Current.CanReach(server))
                continue;
            var answer = new Command(server, "--version").Run();
            if (MajorVersion().Match(answer.Output) is { Success: true } match)
                yield return new(folder, int.Parse(match.Groups[1].ValueSpan, null));
        }
    }

    static IEnumerable<string> CandidateFolders()
    {
        IEnumerable<string?> cached =
        [
            Environment.GetEnvironmentVariable("DIALTONE_POSTGRES18"),
            Cached(Environment.GetEnvironmentVariable("XDG_CACHE_HOME")),
            Cached("/var/cache"),
            Cached(Path.Combine(Environment.GetEnvironmentVariable("HOME") ?? "/", ".cache")),
        ];
        var packaged = Versioned("/usr/lib/postgresql", "*")
            .Concat(Versioned("/usr", "pgsql-*"))
            .Concat(Versioned("/opt/homebrew/opt", "postgresql@*"))
            .Concat(Versioned("/usr/local/opt", "postgresql@*"));
        return packaged
            .Concat(
                cached
                    .OfType<string>()
                    .SelectMany(folder => new[] { folder, Path.Combine(folder, "bin"), Path.Combine(folder, "package/native/bin") })
            )
            .Concat(Executables.Folders)
            .Where(Directory.Exists);
    }

    static string? Cached(string? cache) => string.IsNullOrEmpty(cache) ? null : Path.Combine(cache, "dialtone", "postgresql-18");

    static IEnumerable<string> Versioned(string parent, string pattern) =>
        Directory.Exists(parent) ? Directory.EnumerateDirectories(parent, pattern).Select(folder => Path.Combine(folder, "bin")) : [];

    [GeneratedRegex(@"\(PostgreSQL\) (\d+)")]
    private static partial Regex MajorVersion();
}
