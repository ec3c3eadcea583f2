using System.Globalization;

namespace Dialtone.Cli.Demo;

/// <summary>The server programs of one PostgreSQL installation.</summary>
/// <param name="Folder">The folder that holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Version">The version, such as 15.18.</param>
sealed record PostgresBinaries(string Folder, Version Version)
{
    // The oldest version that has ssl_min_protocol_version.
    const int OldestMajor = 12;

    static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Where packages put server programs that are not on the search path; <c>*</c> stands for any folder name's part.</summary>
    static readonly string[] UsualFolders =
    [
        "usr/lib/postgresql/*/bin",
        "usr/libexec/postgresql*",
        "usr/pgsql-*/bin",
        "usr/local/pgsql/bin",
        "opt/homebrew/opt/postgresql*/bin",
        "opt/homebrew/Cellar/postgresql*/*/bin",
        "usr/local/opt/postgresql*/bin",
        "usr/local/Cellar/postgresql*/*/bin",
        "home/linuxbrew/.linuxbrew/opt/postgresql*/bin",
        "Applications/Postgres.app/Contents/Versions/*/bin",
    ];

    /// <summary>The path of one of the programs.</summary>
    public string this[string program] => Path.Combine(Folder, program);

    /// <summary>The newest installation on this machine, or <see langword="null"/>.</summary>
    /// <param name="searchPath">The value of <c>PATH</c>.</param>
    /// <param name="root">The folder under which the usual folders are.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    public static async Task<PostgresBinaries?> FindAsync(
        string? searchPath,
        string root = "/",
        CancellationToken cancellationToken = default
    )
    {
        var folders = (searchPath ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(UsualFolders.SelectMany(pattern => Expand(root, pattern.Split('/'))))
            .Distinct(StringComparer.Ordinal);
        var found = await Task.WhenAll(folders.Select(folder => ReadAsync(folder, cancellationToken)));
        return found
            .OfType<PostgresBinaries>()
            .Where(binaries => binaries.Version.Major >= OldestMajor)
            .MaxBy(binaries => binaries.Version);
    }

    /// <summary>The installation in a folder that was named: its <c>bin</c>, or the folder above; <see langword="null"/> if none is there.</summary>
    public static async Task<PostgresBinaries?> InAsync(string folder, CancellationToken cancellationToken = default) =>
        await ReadAsync(Path.GetFullPath(folder), cancellationToken)
        ?? await ReadAsync(Path.Combine(Path.GetFullPath(folder), "bin"), cancellationToken);

    static async Task<PostgresBinaries?> ReadAsync(string folder, CancellationToken cancellationToken)
    {
        if (!Array.TrueForAll(Programs, program => File.Exists(Path.Combine(folder, program))))
        {
            return null;
        }

        try
        {
            // Not `postgres`: it refuses some questions when root asks them.
            var (exitCode, output) = await ChildProgram.RunAsync(
                [Path.Combine(folder, "initdb"), "--version"],
                folder,
                cancellationToken: cancellationToken
            );
            return exitCode == 0 && ParseVersion(output) is { } version ? new(folder, version) : null;
        }
        catch (UsageException)
        {
            return null;
        }
    }

    /// <summary>The version in <c>initdb (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)</c> or <c>… 19beta1</c>.</summary>
    static Version? ParseVersion(string output)
    {
        const string Product = "(PostgreSQL) ";
        var start = output.IndexOf(Product, StringComparison.Ordinal);
        if (start < 0)
        {
            return null;
        }

        var numbers = output[(start + Product.Length)..];
        var major = new string([.. numbers.TakeWhile(char.IsAsciiDigit)]);
        var rest = numbers[major.Length..];
        var minor = rest.StartsWith('.') ? new string([.. rest.Skip(1).TakeWhile(char.IsAsciiDigit)]) : "0";
        return Version.TryParse(string.Create(CultureInfo.InvariantCulture, $"{major}.{minor}"), out var version) ? version : null;
    }

    static IEnumerable<string> Expand(string folder, ReadOnlyMemory<string> pattern)
    {
        if (pattern.IsEmpty)
        {
            return [folder];
        }

        var next = pattern.Span[0];
        if (!next.Contains('*'))
        {
            return Expand(Path.Combine(folder, next), pattern[1..]);
        }

        try
        {
            return Directory.Exists(folder) ? Directory.GetDirectories(folder, next).SelectMany(match => Expand(match, pattern[1..])) : [];
        }
        catch (UnauthorizedAccessException)
        {
            return [];
        }
    }
}
