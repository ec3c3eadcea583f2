using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A connection string of Npgsql.</summary>
sealed class NpgsqlSpelling() : Spelling("npgsql", "postgresql", "Npgsql (.NET)")
{
    static readonly (string Word, string Mode)[] Modes =
    [
        ("Disable", "disable"),
        ("Allow", "allow"),
        ("Prefer", "prefer"),
        ("Require", "require"),
        ("VerifyCA", "verify-ca"),
        ("VerifyFull", "verify-full"),
    ];

    static readonly (string Word, string Method)[] Methods =
    [
        ("Password", "password"),
        ("MD5", "md5"),
        ("GSS", "gss"),
        ("SSPI", "sspi"),
        ("ScramSHA256", "scram-sha-256"),
        ("None", "none"),
    ];

    static readonly NameMap Names = new(
        new("user", "Username"),
        new("user", "User Name", ReadOnly: true),
        new("user", "User Id", ReadOnly: true),
        new("user", "UID", ReadOnly: true),
        new("password", "Password"),
        new("password", "PWD", ReadOnly: true),
        new("dbname", "Database"),
        new("dbname", "DB", ReadOnly: true),
        new("passfile", "Passfile"),
        new("sslnegotiation", "SSL Negotiation", Capitalized, Lower),
        new("channel_binding", "Channel Binding", Capitalized, Lower),
        new("require_auth", "Require Auth", WriteMethods, ReadMethods),
        new("gssencmode", "GSS Encryption Mode", Capitalized, Lower),
        new("krbsrvname", "Kerberos Service Name"),
        new("krbsrvname", "KrbSrvName", ReadOnly: true),
        new("connect_timeout", "Timeout"),
        new(
            "keepalives",
            "TCP Keepalive",
            value => value == "0" ? "false" : "true",
            value => value.Equals("true", StringComparison.OrdinalIgnoreCase) ? "1" : "0"
        ),
        new("keepalives_idle", "TCP Keepalive Time"),
        new("keepalives_interval", "TCP Keepalive Interval"),
        new("options", "Options"),
        new("application_name", "Application Name"),
        new("client_encoding", "Client Encoding"),
        new("target_session_attrs", "Target Session Attributes"),
        new(
            "load_balance_hosts",
            "Load Balance Hosts",
            value => value == "random" ? "true" : "false",
            value => value.Equals("true", StringComparison.OrdinalIgnoreCase) ? "random" : "disable"
        )
    );

    public override bool Recognizes(string text) =>
        DriverString.Has(text, "Host", "Username", "SSL Mode", "Root Certificate") && !DriverString.Has(text, "SslCa", "User ID", "Uid");

    public override string Write(Draft draft)
    {
        List<(string, string)> pairs = [];
        if (draft.Has("host") || draft.Has("hostaddr") || draft.Has("port"))
            WriteHosts(draft, pairs);
        WriteTls(draft, pairs);
        pairs.AddRange(Names.Write(draft));
        // The driver's own default looks for Kerberos at every connect.
        if (draft.Parameters["gssencmode"] is null)
        {
            pairs.Add(("GSS Encryption Mode", "Disable"));
            draft.Warn(
                "gssencmode",
                "GSS Encryption Mode=Disable is added: Npgsql looks for Kerberos at every connect, libpq only with a ticket"
            );
        }
        return DriverString.Write(pairs);
    }

    static void WriteHosts(Draft draft, List<(string, string)> pairs)
    {
        var hosts = draft.TakeHosts();
        if (hosts is [var single])
        {
            pairs.Add(("Host", single.Name.Length > 0 ? single.Name : "localhost"));
            if (single.Port is { } port)
                pairs.Add(("Port", port));
            if (single.IsSocket && draft.Tls.Use is TlsUse.Always)
                draft.Warn("sslmode", "sslmode: libpq does not use TLS on a Unix socket, Npgsql asks for it and fails: use Disable there");
            draft.Lose("target_session_attrs", "Npgsql takes it for several hosts only");
            return;
        }
        pairs.Add(("Host", string.Join(',', hosts.Select(host => host.Port is null ? host.Name : $"{host.Name}:{host.Port}"))));
        draft.Warn("host", "several hosts: Npgsql goes on to the next after every failure, also a wrong password or an untrusted server");
    }

    static void WriteTls(Draft draft, List<(string, string)> pairs)
    {
        draft.TakeMode(hasAllow: true, hasPrefer: true);
        var mode = draft.Tls switch
        {
            { Use: TlsUse.Never } => "Disable",
            { Use: TlsUse.IfDemanded } => "Allow",
            { Use: TlsUse.IfPossible } => "Prefer",
            { VerifiesName: true } => "VerifyFull",
            { VerifiesChain: true } => "VerifyCA",
            _ => "Require",
        };
        pairs.Add(("SSL Mode", mode));
        if (draft.TakeRoot() is { } root)
            pairs.Add(("Root Certificate", root));
        if (draft.TakeClientCertificate() is not { } client)
            return;
        pairs.Add(("SSL Certificate", client.Certificate));
        pairs.Add(("SSL Key", client.Key));
        if (client.Password is { } password)
            pairs.Add(("SSL Password", password));
    }

    public override Target Read(string text, Reading reading)
    {
        var pairs = DriverString.Read(text);
        var mode = ModeOf(Value(pairs, "SSL Mode", "SslMode") ?? "Prefer");
        var root = Value(pairs, "Root Certificate");
        ReadHosts(Value(pairs, "Host", "Server"), Value(pairs, "Port"), reading);
        reading.Set("sslmode", mode);
        if (mode is "verify-ca" or "verify-full")
            reading.Set("sslrootcert", root ?? (mode == "verify-full" ? TlsIntent.SystemRoots : null));
        else if (root is not null)
            reading.Warn(
                "sslrootcert",
                $"Npgsql does not use Root Certificate with this SSL Mode, libpq would verify with it: it is left out"
            );
        if (mode == "verify-ca" && root is null)
            reading.Warn(
                "sslrootcert",
                "VerifyCA without Root Certificate trusts the system's roots, which libpq does with verify-full only: name a file"
            );
        reading.Set("sslcert", Value(pairs, "SSL Certificate"));
        reading.Set("sslkey", Value(pairs, "SSL Key"));
        reading.Set("sslpassword", Value(pairs, "SSL Password"));
        string[] done = ["sslmode", "rootcertificate", "host", "server", "port", "sslcertificate", "sslkey", "sslpassword"];
        foreach (var (name, value) in pairs)
            if (!done.Contains(name) && !TryRead(name, value, reading))
                reading.Ignore(name);
        return reading.ToTarget();
    }

    static bool TryRead(string name, string value, Reading reading) => Names.TryReadNormalized(name, value, reading);

    static string? Value(List<(string Name, string Value)> pairs, params string[] names) =>
        names
            .Select(DriverString.Normalized)
            .Select(name => pairs.Find(pair => pair.Name == name).Value)
            .FirstOrDefault(value => !string.IsNullOrEmpty(value));

    static string ModeOf(string word)
    {
        var bare = NearestWord.Bare(word);
        return Array.Find(Modes, row => NearestWord.Bare(row.Word) == bare).Mode
            ?? throw Reading.Wrong("unknown SSL Mode", "use Disable, Allow, Prefer, Require, VerifyCA or VerifyFull");
    }

    static void ReadHosts(string? hosts, string? port, Reading reading)
    {
        if (hosts is not null)
            reading.SetHosts([.. hosts.Split(',').Select(host => Split(host.Trim(), port))]);
        else
            reading.Set("port", port);
    }

    static HostEntry Split(string host, string? port)
    {
        var colon = host.LastIndexOf(':');
        return colon > 0 && host.IndexOf(':') == colon && host[0] != '/' && host[(colon + 1)..].All(char.IsAsciiDigit)
            ? new(host[..colon], host[(colon + 1)..])
            : new(host, port);
    }

    static string? Capitalized(string value) => value.Length == 0 ? "" : char.ToUpperInvariant(value[0]) + value[1..];

    static string? Lower(string value) => value.ToLowerInvariant();

    static string? WriteMethods(string value)
    {
        List<string?> words = [.. value.Split(',').Select(word => Array.Find(Methods, row => row.Method == word).Word)];
        return words.Contains(null) ? null : string.Join(',', words);
    }

    static string? ReadMethods(string value)
    {
        List<string?> methods =
        [
            .. value
                .Split(',')
                .Select(word => Array.Find(Methods, row => row.Word.Equals(word.Trim(), StringComparison.OrdinalIgnoreCase)).Method),
        ];
        return methods.Contains(null) ? null : string.Join(',', methods);
    }
}
