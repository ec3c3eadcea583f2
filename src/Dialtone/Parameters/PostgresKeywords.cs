using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>The connection parameters of libpq 18, one row each, in libpq's order.</summary>
static class PostgresKeywords
{
    const string NoOauth = "Dialtone does not log in with OAuth";
    const string NoScramKeys = "Dialtone cannot log in with SCRAM keys instead of a password";

    static readonly ImmutableArray<string> TlsVersions = ["TLSv1", "TLSv1.1", "TLSv1.2", "TLSv1.3"];

    /// <summary>Keywords that a target, an argument or a service file may set.</summary>
    public static KeywordTable Table { get; } =
        new(
            [
                new("service", "PGSERVICE"),
                new("user", "PGUSER"),
                new("password", "PGPASSWORD", IsSecret: true),
                new("passfile", "PGPASSFILE"),
                new("channel_binding", "PGCHANNELBINDING", "prefer") { Values = ["disable", "prefer", "require"] },
                new("connect_timeout", "PGCONNECT_TIMEOUT"),
                new("dbname", "PGDATABASE"),
                new("host", "PGHOST"),
                new("hostaddr", "PGHOSTADDR"),
                new("port", "PGPORT", "5432"),
                new("client_encoding", "PGCLIENTENCODING"),
                new("options", "PGOPTIONS", ""),
                new("application_name", "PGAPPNAME"),
                new("fallback_application_name"),
                new("keepalives"),
                new("keepalives_idle"),
                new("keepalives_interval"),
                new("keepalives_count"),
                new("tcp_user_timeout"),
                new("sslmode", "PGSSLMODE", "prefer") { Values = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"] },
                new("sslnegotiation", "PGSSLNEGOTIATION", "postgres") { Values = ["postgres", "direct"] },
                new("sslcompression", "PGSSLCOMPRESSION", "0") { NoEffect = "no TLS library of today compresses" },
                new("sslcert", "PGSSLCERT"),
                new("sslkey", "PGSSLKEY"),
                new("sslcertmode", "PGSSLCERTMODE", "allow") { Values = ["disable", "allow", "require"] },
                new("sslpassword", IsSecret: true),
                new("sslrootcert", "PGSSLROOTCERT"),
                new("sslcrl", "PGSSLCRL"),
                new("sslcrldir", "PGSSLCRLDIR"),
                new("sslsni", "PGSSLSNI", "1"),
                new("requirepeer", "PGREQUIREPEER")
                {
                    Refusal = "this system does not tell the user of the server's process",
                    IsHarmless = _ => OperatingSystem.IsLinux(),
                },
                new("require_auth", "PGREQUIREAUTH") { Values = ["password", "md5", "gss", "sspi", "scram-sha-256", "oauth", "none"] },
                new("min_protocol_version", "PGMINPROTOCOLVERSION")
                {
                    Values = ["3.0", "3.2", "latest"],
                    Refusal = "Dialtone speaks protocol version 3.0 only",
                    IsHarmless = value => value == "3.0",
                },
                new("max_protocol_version", "PGMAXPROTOCOLVERSION") { Values = ["3.0", "3.2", "latest"] },
                new("ssl_min_protocol_version", "PGSSLMINPROTOCOLVERSION", "TLSv1.2") { Values = TlsVersions },
                new("ssl_max_protocol_version", "PGSSLMAXPROTOCOLVERSION") { Values = TlsVersions },
                new("gssencmode", "PGGSSENCMODE", "prefer") { Values = ["disable", "prefer", "require"] },
                new("krbsrvname", "PGKRBSRVNAME", "postgres"),
                new("gsslib", "PGGSSLIB")
                {
                    Refusal = "Dialtone cannot choose the GSSAPI library",
                    IsHarmless = value => value != "gssapi" || !OperatingSystem.IsWindows(),
                },
                new("gssdelegation", "PGGSSDELEGATION", "0"),
                new("replication")
                {
                    Refusal = "Dialtone does not open replication connections",
                    IsHarmless = value => value is "false" or "off" or "no" or "0",
                },
                new("target_session_attrs", "PGTARGETSESSIONATTRS", "any")
                {
                    Values = ["any", "read-write", "read-only", "primary", "standby", "prefer-standby"],
                },
                new("load_balance_hosts", "PGLOADBALANCEHOSTS", "disable") { Values = ["disable", "random"] },
                new("scram_client_key", IsSecret: true) { Refusal = NoScramKeys },
                new("scram_server_key", IsSecret: true) { Refusal = NoScramKeys },
                new("oauth_issuer") { Refusal = NoOauth },
                new("oauth_client_id") { Refusal = NoOauth },
                new("oauth_client_secret", IsSecret: true) { Refusal = NoOauth },
                new("oauth_scope") { Refusal = NoOauth },
                new("sslkeylogfile"),
            ],
            [
                ("username", "user"),
                ("uid", "user"),
                ("userid", "user"),
                ("login", "user"),
                ("pwd", "password"),
                ("passwd", "password"),
                ("pass", "password"),
                ("pgpass", "passfile"),
                ("database", "dbname"),
                ("db", "dbname"),
                ("initialcatalog", "dbname"),
                ("server", "host"),
                ("hostname", "host"),
                ("datasource", "host"),
                ("unixsocket", "host"),
                ("ssl", "sslmode"),
                ("requiressl", "sslmode"),
                ("usessl", "sslmode"),
                ("tls", "sslmode"),
                ("ca", "sslrootcert"),
                ("cafile", "sslrootcert"),
                ("sslca", "sslrootcert"),
                ("rootcertificate", "sslrootcert"),
                ("cert", "sslcert"),
                ("sslcertificate", "sslcert"),
                ("key", "sslkey"),
                ("timeout", "connect_timeout"),
                ("logintimeout", "connect_timeout"),
                ("searchpath", "options"),
                ("currentschema", "options"),
                ("schema", "options"),
                ("encoding", "client_encoding"),
                ("charset", "client_encoding"),
                ("targetservertype", "target_session_attrs"),
                ("gssencryptionmode", "gssencmode"),
                ("kerberosservername", "krbsrvname"),
                ("kerberosservicename", "krbsrvname"),
                ("tcpkeepalive", "keepalives"),
                ("tcpkeepalivetime", "keepalives_idle"),
                ("tcpkeepaliveinterval", "keepalives_interval"),
            ]
        );

    /// <summary>Session settings that libpq takes from the environment only and sends at start-up.</summary>
    public static KeywordTable SessionSettings { get; } =
        new([new("datestyle", "PGDATESTYLE"), new("timezone", "PGTZ"), new("geqo", "PGGEQO")], []);
}
