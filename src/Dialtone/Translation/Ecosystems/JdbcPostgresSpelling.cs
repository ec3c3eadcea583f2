using Dialtone.Parameters;
using Dialtone.Translation.Keys;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A URL of the PostgreSQL driver for Java.</summary>
sealed class JdbcPostgresSpelling() : Spelling("jdbc", "postgresql", "JDBC, PostgreSQL's driver (Java)")
{
    static readonly NameMap Names = new(
        new("user", "user"),
        new("password", "password"),
        new("sslnegotiation", "sslNegotiation"),
        new("channel_binding", "channelBinding"),
        new("require_auth", "requireAuth"),
        new("gssencmode", "gssEncMode"),
        new("krbsrvname", "kerberosServerName"),
        new("target_session_attrs", "targetServerType", SessionAttrs),
        new("load_balance_hosts", "loadBalanceHosts", value => value == "random" ? "true" : "false"),
        new("connect_timeout", "connectTimeout"),
        new("keepalives", "tcpKeepAlive", value => value == "0" ? "false" : "true"),
        new("application_name", "ApplicationName"),
        new("options", "options"),
        new("replication", "replication")
    );

    public override bool Recognizes(string text) => text.TrimStart().StartsWith("jdbc:postgresql:", StringComparison.Ordinal);

    public override string Write(Draft draft)
    {
        var hosts = draft.TakeHosts();
        if (hosts.Exists(host => host.IsSocket))
            draft.Warn("host", "JDBC knows no Unix sockets: put a host name in place of localhost if the server is elsewhere");
        if (hosts.TrueForAll(host => host.Name.Length == 0))
            draft.Warn("host", "no host is given: libpq uses the Unix socket, JDBC localhost");
        var database = draft.Take("dbname");
        List<(string Name, string Value)> query = [];
        WriteTls(draft, query);
        if (draft.Parameters.Text("target_session_attrs") is "read-write" or "read-only" or "primary" or "standby")
            draft.Warn(
                "target_session_attrs",
                "target_session_attrs: JDBC tells servers apart by transaction_read_only, libpq's primary and standby by recovery"
            );
        var known = Names.Write(draft);
        query.InsertRange(0, known.Where(pair => pair.Name is "user" or "password"));
        query.AddRange(known.Where(pair => pair.Name is not ("user" or "password")));
        return JdbcText.Write("jdbc:postgresql", hosts, database, query);
    }

    static void WriteTls(Draft draft, List<(string Name, string Value)> query)
    {
        draft.TakeMode(hasAllow: true, hasPrefer: true);
        query.Add(
            (
                "sslmode",
                draft.Tls switch
                {
                    { Use: TlsUse.Never } => "disable",
                    { Use: TlsUse.IfDemanded } => "allow",
                    { Use: TlsUse.IfPossible } => "prefer",
                    { VerifiesName: true } => "verify-full",
                    { VerifiesChain: true } => "verify-ca",
                    _ => "require",
                }
            )
        );
        if (draft.TakeRoot() is { } root)
            query.Add(("sslrootcert", root));
        else if (draft.Tls is { VerifiesChain: true, UsesSystemRoots: true })
        {
            query.Add(("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
            draft.Warn(
                "sslrootcert",
                "sslrootcert=system: Java has trusted roots of its own (cacerts), which may differ from the system's"
            );
        }
        if (draft.TakeClientCertificate() is not { } client)
            return;
        query.Add(("sslcert", client.Certificate));
        query.Add(("sslkey", draft.Keys.Convert(draft, client, KeyForm.Pkcs8Der)));
        if (client.Password is not null)
            draft.Warn(
                "sslpassword",
                "sslpassword is left out: the key for JDBC is written without a password, readable by its owner only"
            );
    }

    static string? SessionAttrs(string value) =>
        value switch
        {
            "any" => "",
            "primary" or "read-write" => "primary",
            "standby" or "read-only" => "secondary",
            "prefer-standby" => "preferSecondary",
            _ => null,
        };

    public override Target Read(string text, Reading reading)
    {
        var url = JdbcUrl.Read(text["jdbc:postgresql:".Length..]);
        foreach (var name in url.Query.Select(pair => pair.Key).Where(name => name != "sslfactory" && !JdbcPostgres.Knows(name)))
            reading.Ignore(name);
        var isJavaTrust = url.Query.Any(pair =>
            pair.Key == "sslfactory" && pair.Value.Contains("DefaultJavaSSLFactory", StringComparison.Ordinal)
        );
        var given = JdbcPostgres.Translate(
            new()
            {
                Hosts = url.Hosts,
                Database = url.Database,
                Query = url.Query.RemoveAll(pair => !JdbcPostgres.Knows(pair.Key)),
            }
        );
        var root = given.Text("sslrootcert");
        var mode = given.Text("sslmode") ?? "prefer";
        foreach (var parameter in given)
            if (parameter.Keyword != "sslrootcert")
                reading.Set(parameter.Keyword, parameter.Reveal());
        if (mode is "verify-ca" or "verify-full")
            reading.Set("sslrootcert", root ?? (isJavaTrust && mode == "verify-full" ? TlsIntent.SystemRoots : null));
        else if (root is not null)
            reading.Warn("sslrootcert", $"JDBC's sslmode={mode} does not verify with sslrootcert, libpq's would: it is left out");
        return reading.ToTarget();
    }
}
