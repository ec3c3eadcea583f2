namespace Dialtone.Libpq.Tests.Differential;

/// <summary>What else a target can say.</summary>
static class SessionFacets
{
    public static IEnumerable<Facet> All { get; } =
    [
        Facet.Parameter("gssencmode", "disable", "require", "bogus"),
        Facet.Parameter("min_protocol_version", "3.0", "3.2", "bogus"),
        Facet.Parameter("max_protocol_version", "3.0", "3.2", "latest", "bogus"),
        new(
            "option",
            new("", static _ => { }) { Weight = 150 },
            Option("dbname", "nosuch"),
            Option("options", "-c geqo=off"),
            Option("options", @"-c DateStyle=German\ YMD"),
            Option("options", "-c nosuch=1"),
            Option("options", "bogus"),
            Option("application_name", "a b"),
            Option("application_name", ""),
            Option("client_encoding", "LATIN1"),
            Option("client_encoding", "auto"),
            Option("client_encoding", "bogus"),
            Option("connect_timeout", "20"),
            Option("connect_timeout", " 20 "),
            Option("connect_timeout", "-1"),
            Option("connect_timeout", "abc"),
            Option("keepalives", "0"),
            Option("keepalives", "abc"),
            Option("keepalives_idle", "10"),
            Option("keepalives_interval", "abc"),
            Option("keepalives_count", "3"),
            Option("keepalives_count", "-3"),
            Option("keepalives_idle", "0"),
            Option("tcp_user_timeout", "10000"),
            Option("tcp_user_timeout", "abc"),
            Option("sslcompression", "1"),
            Option("krbsrvname", "pg"),
            Option("gssdelegation", "1"),
            Option("replication", "false"),
            Option("replication", "bogus"),
            Option("requirepeer", "postgres"),
            Option("requirepeer", "nosuch"),
            Option("sslkeylogfile", ""),
            Option("scram_client_key", "bogus"),
            Option("nosuch", "1"),
            Variable("PGREQUIRESSL", "1"),
            Variable("PGREQUIRESSL", "0"),
            Variable("PGDATESTYLE", "German"),
            Variable("PGDATESTYLE", "bogus"),
            Variable("PGTZ", "Europe/Berlin"),
            Variable("PGGEQO", "off"),
            Variable("PGGEQO", "default"),
            Variable("PGCLIENTENCODING", "LATIN1"),
            Variable("PGSSLMODE", ""),
            Variable("PGSERVICE", ""),
            Variable("PGSERVICE", "nosuch"),
            Variable("PGSERVICEFILE", "/nowhere"),
            Variable("PGCONNECT_TIMEOUT", "10"),
            Variable("PGTARGETSESSIONATTRS", "standby"),
            Variable("PGREQUIREAUTH", ""),
            Variable("PGCHANNELBINDING", "require")
        ),
    ];

    static Choice Option(string keyword, string value) => new($"{keyword}={value}", draft => draft.Set(keyword, value));

    static Choice Variable(string name, string value) => new($"{name}={value}", draft => draft.Environment[name] = value);
}
