using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>The connection parameters for MySQL and MariaDB, in the spelling of the Python drivers and of SQLAlchemy URLs.</summary>
static class MySqlKeywords
{
    static readonly ImmutableArray<string> Switch = ["true", "false"];

    public static KeywordTable Table { get; } =
        new(
            [
                new("host"),
                new("port", DefaultValue: "3306"),
                new("unix_socket"),
                new("user") { Synonyms = ["username"] },
                new("password", IsSecret: true) { Synonyms = ["passwd"] },
                new("database") { Synonyms = ["db"] },
                new("ssl_mode") { Values = ["DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY"], Synonyms = ["ssl.mode"] },
                new("ssl_ca") { Synonyms = ["ssl.ca"] },
                new("ssl_capath") { Synonyms = ["ssl.capath"], Refusal = "a folder of certificate authorities is not supported" },
                new("ssl_cert") { Synonyms = ["ssl.cert"] },
                new("ssl_key") { Synonyms = ["ssl.key"] },
                new("ssl_key_password", IsSecret: true) { Synonyms = ["ssl.password"] },
                new("ssl_crl") { Synonyms = ["ssl.crl"] },
                new("ssl_crlpath") { Synonyms = ["ssl.crlpath"] },
                new("ssl_cipher") { Synonyms = ["ssl.cipher"] },
                new("ssl_check_hostname") { Values = Switch, Synonyms = ["ssl.check_hostname", "ssl_verify_identity"] },
                new("ssl_verify_cert") { Values = Switch, Synonyms = ["ssl.verify_mode"] },
                new("ssl_disabled") { Values = Switch },
                new("tls_versions") { Synonyms = ["tls_version"] },
                new("charset"),
                new("collation"),
                new("init_command"),
                new("program_name"),
                new("connect_timeout"),
                new("read_timeout"),
                new("write_timeout") { NoEffect = "there is no separate time limit for sending" },
                new("compress") { Values = Switch },
                new("local_infile") { Values = Switch },
                new("use_unicode") { NoEffect = "text is always Unicode here" },
                new("autocommit") { NoEffect = "a statement outside a transaction is always committed" },
            ],
            [
                ("server", "host"),
                ("hostname", "host"),
                ("datasource", "host"),
                ("socket", "unix_socket"),
                ("uid", "user"),
                ("userid", "user"),
                ("pwd", "password"),
                ("pass", "password"),
                ("dbname", "database"),
                ("schema", "database"),
                ("initialcatalog", "database"),
                ("ssl", "ssl_mode"),
                ("sslmode", "ssl_mode"),
                ("ca", "ssl_ca"),
                ("cafile", "ssl_ca"),
                ("cert", "ssl_cert"),
                ("certfile", "ssl_cert"),
                ("key", "ssl_key"),
                ("keyfile", "ssl_key"),
                ("sslrootcert", "ssl_ca"),
                ("sslsslca", "ssl.ca"),
                ("sslsslcert", "ssl.cert"),
                ("sslsslkey", "ssl.key"),
                ("sslverifyservercert", "ssl_verify_cert"),
                ("encoding", "charset"),
                ("timeout", "connect_timeout"),
                ("connectiontimeout", "connect_timeout"),
            ]
        );
}
