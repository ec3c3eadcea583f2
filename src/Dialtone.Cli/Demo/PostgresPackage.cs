namespace Dialtone.Cli.Demo;

/// <summary>How PostgreSQL is installed on this system.</summary>
static class PostgresPackage
{
    const string Elsewhere = "PostgreSQL is at https://www.postgresql.org/download/.";

    static readonly string[] Keys = ["ID=", "ID_LIKE="];

    static readonly (string Family, string Command)[] Linux =
    [
        ("debian", "apt install postgresql"),
        ("ubuntu", "apt install postgresql"),
        ("fedora", "dnf install postgresql-server"),
        ("rhel", "dnf install postgresql-server"),
        ("suse", "zypper install postgresql-server"),
        ("arch", "pacman -S postgresql"),
        ("alpine", "apk add postgresql"),
    ];

    /// <summary>One sentence.</summary>
    public static string Advice() =>
        OperatingSystem.IsWindows() ? "The TLS demo needs Linux or macOS; on Windows it runs inside WSL."
        : OperatingSystem.IsMacOS() ? Install("brew install postgresql@18")
        : AdviceForLinux(File.Exists("/etc/os-release") ? File.ReadAllLines("/etc/os-release") : []);

    /// <summary>One sentence, by the lines of <c>os-release</c>: the distribution itself, or the one that it is like.</summary>
    public static string AdviceForLinux(IReadOnlyList<string> release)
    {
        string[] families =
        [
            .. Keys.SelectMany(key =>
                release
                    .Where(line => line.StartsWith(key, StringComparison.Ordinal))
                    .SelectMany(line => line[key.Length..].Trim('"', '\'').Split(' '))
            ),
        ];
        var command = families
            .SelectMany(family => Linux.Where(row => family.StartsWith(row.Family, StringComparison.Ordinal)))
            .Select(row => row.Command)
            .FirstOrDefault();
        return command is null ? Elsewhere : Install(command);
    }

    static string Install(string command) => $"To see it with TLS and client certificates: {command}";
}
