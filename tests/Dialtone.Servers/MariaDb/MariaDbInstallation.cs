using Dialtone.Servers.Processes;

namespace Dialtone.Servers.MariaDb;

/// <summary>MariaDB's programs on this machine.</summary>
sealed record MariaDbInstallation(string Server, string Install, string Client)
{
    static readonly string[] Unlisted = ["/opt/homebrew/opt/mariadb/bin", "/usr/local/opt/mariadb/bin"];

    public static MariaDbInstallation? Find() =>
        Executables.Find("mariadbd", Unlisted) is { } server
        && Executables.Find("mariadb-install-db", Unlisted) is { } install
        && Executables.Find("mariadb", Unlisted) is { } client
            ? new(server, install, client)
            : null;
}
