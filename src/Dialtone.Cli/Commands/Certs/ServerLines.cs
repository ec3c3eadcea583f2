namespace Dialtone.Cli.Commands.Certs;

/// <summary>The lines by which servers use the files of a <see cref="CertificateFolder"/>.</summary>
sealed class ServerLines(CertificateFolder folder, IReadOnlyList<string> users)
{
    readonly (string Certificate, string Key) server = folder.Server();

    /// <summary>Each configuration file's name and the lines for it.</summary>
    public IEnumerable<(string File, string Lines)> All => [("postgresql.conf", Postgres), ("pg_hba.conf", HostBased), ("my.cnf", MySql)];

    string Postgres =>
        $"""
            ssl = on
            ssl_ca_file = '{Quote(folder.AuthorityCertificate)}'
            ssl_cert_file = '{Quote(server.Certificate)}'
            ssl_key_file = '{Quote(server.Key)}'

            """;

    // The name in the certificate must be the user's: that is what the method means.
    string HostBased => string.Concat(users.Select(user => $"hostssl all {Name(user)} all cert\n"));

    string MySql =>
        $"""
            [mysqld]
            ssl-ca={folder.AuthorityCertificate}
            ssl-cert={server.Certificate}
            ssl-key={server.Key}
            require_secure_transport=ON

            """;

    /// <summary>The SQL that makes MySQL and MariaDB demand a user's certificate.</summary>
    public static string AccountSql(string user) => $"create user '{SqlText(user)}'@'%' require subject '/CN={SqlText(user)}';";

    /// <summary>How a user connects, as a target.</summary>
    public string Target(string user, string host)
    {
        var client = folder.Client(user);
        return $"host={host} dbname=postgres user={Word(user)} sslmode=verify-full sslrootcert={Word(folder.AuthorityCertificate)} sslcert={Word(client.Certificate)} sslkey={Word(client.Key)}";
    }

    /// <summary>A word as a POSIX shell takes it for one.</summary>
    public static string ShellWord(string text) => $"'{text.Replace("'", "'\\''", StringComparison.Ordinal)}'";

    // MySQL takes a backslash for an escape.
    static string SqlText(string text) => text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal);

    static string Quote(string path) => path.Replace("'", "''", StringComparison.Ordinal);

    static string Name(string user) =>
        user != "all" && user.All(character => char.IsAsciiLetterOrDigit(character) || character == '_')
            ? user
            : $"\"{user.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    static string Word(string value) =>
        value.AsSpan().ContainsAny(" '\\\t\n")
            ? $"'{value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "\\'", StringComparison.Ordinal)}'"
            : value;
}
