using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A connection string of MySqlConnector.</summary>
sealed class MySqlConnectorSpelling() : Spelling("mysqlconnector", "mysql", "MySqlConnector (.NET)")
{
    static readonly (string Word, string Mode)[] Modes =
    [
        ("Disabled", "DISABLED"),
        ("None", "DISABLED"),
        ("Preferred", "PREFERRED"),
        ("Required", "REQUIRED"),
        ("VerifyCA", "VERIFY_CA"),
        ("VerifyFull", "VERIFY_IDENTITY"),
    ];

    static readonly NameMap Names = new(
        new("user", "User ID"),
        new("user", "Username", ReadOnly: true),
        new("user", "UserId", ReadOnly: true),
        new("user", "Uid", ReadOnly: true),
        new("user", "User", ReadOnly: true),
        new("password", "Password"),
        new("password", "pwd", ReadOnly: true),
        new("database", "Database"),
        new("database", "Initial Catalog", ReadOnly: true),
        new("charset", "Character Set"),
        new("charset", "CharSet", ReadOnly: true),
        new("program_name", "Application Name"),
        new("connect_timeout", "Connection Timeout"),
        new("connect_timeout", "Connect Timeout", ReadOnly: true),
        new("read_timeout", "Default Command Timeout"),
        new("read_timeout", "Command Timeout", ReadOnly: true),
        new("compress", "Use Compression"),
        new("local_infile", "Allow Load Local Infile"),
        new("tls_versions", "TLS Version", WriteVersions, ReadVersions),
        new("ssl_cert", "SSL Cert", ReadOnly: true),
        new("ssl_key", "SSL Key", ReadOnly: true),
        new("ssl_ca", "CA Certificate File", ReadOnly: true)
    );

    public override bool Recognizes(string text) =>
        DriverString.Has(text, "Server", "SslCa", "SslCert", "User ID", "Uid")
        && !DriverString.Has(text, "Root Certificate", "Username", "Host");

    public override string Write(Draft draft)
    {
        List<(string, string)> pairs = [];
        var hosts = draft.TakeHosts();
        if (hosts[0] is { IsSocket: true } socket)
            pairs.AddRange([("Server", socket.Name), ("Connection Protocol", "UnixSocket")]);
        else
        {
            pairs.Add(("Server", string.Join(',', hosts.Select(host => host.Name.Length == 0 ? "localhost" : host.Name))));
            if (hosts[0].Port is { } port)
                pairs.Add(("Port", port));
            if (hosts.Exists(host => host.Port != hosts[0].Port))
                draft.Warn("port", "MySqlConnector takes one port for all hosts: only the first is written");
        }
        draft.TakeMode(hasPrefer: true);
        pairs.Add(("SslMode", ModeOf(draft.Tls)));
        if (draft.Tls.VerifiesChain)
            draft.Warn(
                "ssl_mode",
                $"{draft.Tls.Mode}: MySqlConnector refuses a server that it does not trust only after the login, when a password may have been sent"
            );
        if (draft.Tls.IsOn)
            pairs.AddRange(MySqlTlsEntries.Write(draft, "SslCa", "SslCert", "SslKey"));
        pairs.AddRange(Names.Write(draft));
        return DriverString.Write(pairs);
    }

    static string ModeOf(TlsIntent tls) =>
        tls switch
        {
            { Use: TlsUse.Never } => "Disabled",
            { Use: not TlsUse.Always } => "Preferred",
            { VerifiesName: true } => "VerifyFull",
            { VerifiesChain: true } => "VerifyCA",
            _ => "Required",
        };

    public override Target Read(string text, Reading reading)
    {
        foreach (var (name, value) in DriverString.Read(text))
        {
            if (name is "server" or "host" or "datasource" or "address")
                reading.Set(value is ['/', ..] ? "unix_socket" : "host", value);
            else if (name == "port")
                reading.Set("port", value);
            else if (name == "sslmode")
                reading.Set(
                    "ssl_mode",
                    Array.Find(Modes, row => NearestWord.Bare(row.Word) == NearestWord.Bare(value)).Mode
                        ?? throw Reading.Wrong("unknown SslMode", "use Disabled, Preferred, Required, VerifyCA or VerifyFull")
                );
            else if (name is "sslca" or "sslcert" or "sslkey")
                reading.Set($"ssl_{name[3..]}", value);
            else if (name is not "connectionprotocol" && !Names.TryReadNormalized(name, value, reading))
                reading.Ignore(name);
        }
        return reading.ToTarget();
    }

    static string? WriteVersions(string versions) =>
        string.Join(
            ", ",
            versions.Split(',').Select(version => version.Trim().Replace("TLSv", "TLS ", StringComparison.OrdinalIgnoreCase))
        );

    static string? ReadVersions(string versions) =>
        string.Join(',', versions.Split(',').Select(version => version.Trim().Replace("TLS ", "TLSv", StringComparison.OrdinalIgnoreCase)));
}
