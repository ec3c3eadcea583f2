using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Dialtone.Tests.Tls;

/// <summary>libpq itself as oracle, spoken to through psql. The newest libpq that is found answers; tests are skipped where there is none.</summary>
static partial class Libpq
{
    static readonly string Libraries =
        new[]
        {
            Environment.GetEnvironmentVariable("XDG_CACHE_HOME"),
            "/var/cache",
            Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache"),
        }
            .OfType<string>()
            .Select(cache => Path.Combine(cache, "dialtone/postgresql-18/package/native/lib"))
            .FirstOrDefault(Directory.Exists)
        ?? "";

    /// <summary>Whether the libpq is the one whose words Dialtone uses.</summary>
    public static bool IsVersion18 => Directory.Exists(Libraries);

    /// <summary>What libpq says about a connection to a <see cref="FakePostgresServer"/>: <see langword="null"/> if it went through to the server.</summary>
    public static async Task<string?> ConnectAsync(Dictionary<string, string> parameters)
    {
        var conninfo = string.Join(' ', parameters.Select(pair => $"{pair.Key}='{pair.Value.Replace(@"\", @"\\").Replace("'", @"\'")}'"));
        var start = new ProcessStartInfo(FindPsql(), ["-X", "-w", $"gssencmode=disable user=u dbname=d connect_timeout=10 {conninfo}"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith("PG", StringComparison.Ordinal)).ToArray())
        {
            start.Environment.Remove(name);
        }

        start.Environment["HOME"] = Path.GetTempPath();
        if (IsVersion18)
        {
            start.Environment["LD_LIBRARY_PATH"] = Libraries;
        }

        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        var text = await process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        text = Prefix().Replace(text.Trim(), "");
        return text.Contains(FakePostgresServer.Accepted, StringComparison.Ordinal) ? null : text;
    }

    static string FindPsql()
    {
        // Debian's psql in the PATH is a Perl wrapper that sets variables of its own.
        var versions = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Order(StringComparer.Ordinal).Reverse()
            : [];
        var folders = versions
            .Select(version => Path.Combine(version, "bin"))
            .Concat((Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator));
        var psql = folders.Select(folder => Path.Combine(folder, "psql")).FirstOrDefault(File.Exists);
        Assert.SkipWhen(psql is null, "psql is not installed");
        return psql!;
    }

    [GeneratedRegex(@"^psql: error: (connection to server at [^\n]*? failed: )?")]
    private static partial Regex Prefix();
}
