using CsCheck;
using Dialtone.Parameters;

namespace Dialtone.Tests.Translation;

/// <summary>Random targets whose texts try to break out of every literal.</summary>
static class TargetGen
{
    static readonly Gen<string> Piece = Any(
        "a",
        "Z9",
        "é",
        "日本",
        "😀",
        " ",
        "  ",
        "'",
        "\"",
        "`",
        "\\",
        "\\\\",
        "\\n",
        "\\x41",
        "\\u0041",
        "\n",
        "\r\n",
        "\t",
        "\u0001",
        "\u001b[31m",
        "\u007f",
        "\u0085",
        "\u2028",
        "\u202e",
        "\u00a0",
        "\ufeff",
        "${x}",
        "$(id)",
        "$x",
        "#{x}",
        "#",
        "<%= 1 %>",
        "%",
        "%41",
        "%%",
        ";",
        "=",
        "&",
        "?",
        "@",
        ":",
        "/",
        ",",
        "(",
        ")",
        "[",
        "]",
        "{",
        "}",
        "+",
        "*",
        "!",
        "|",
        "<",
        ">",
        "-- ",
        "//",
        "/*",
        "*/",
        "null",
        "true",
        "0",
        "\"\"\"",
        "'''",
        "\"#",
        ";;"
    );

    public static Gen<string> Text { get; } = Piece.Array[1, 6].Select(string.Concat);

    /// <summary>Arguments that make a PostgreSQL target.</summary>
    public static Gen<List<TargetArgument>> Postgres { get; } =
        Gen.Select(
            Some(0.9, "host", Any("db.example.com", "127.0.0.1", "::1", "/var/run/postgresql", "a,b", "a,b,c")),
            Some(0.8, "user", Text),
            Some(0.8, "password", Text),
            Some(0.8, "dbname", Text),
            Some(0.8, "sslmode", Any("disable", "allow", "prefer", "require", "verify-ca", "verify-full")),
            Some(0.5, "sslrootcert", Path),
            Pair("sslcert", "sslkey"),
            Extras(PostgresExtras),
            (host, user, password, database, mode, root, client, extras) =>
                List(host, user, password, database, mode, root, client, WithPorts(host, extras))
        );

    /// <summary>Arguments that make a MySQL target.</summary>
    public static Gen<List<TargetArgument>> MySql { get; } =
        Gen.Select(
            Some(0.9, "host", Any("db.example.com", "127.0.0.1", "::1")),
            Some(0.8, "user", Text),
            Some(0.8, "password", Text),
            Some(0.8, "database", Text),
            Some(0.8, "ssl_mode", Any("DISABLED", "PREFERRED", "REQUIRED", "VERIFY_CA", "VERIFY_IDENTITY")),
            Some(0.5, "ssl_ca", Path),
            Pair("ssl_cert", "ssl_key"),
            Extras(MySqlExtras),
            (host, user, password, database, mode, root, client, extras) => List(host, user, password, database, mode, root, client, extras)
        );

    static Gen<string> Path => Gen.OneOf(Text.Select(text => $"/pki/{text}.crt"), Gen.Const("/pki/ca.crt"));

    static (string, Gen<string>)[] PostgresExtras =>
        [
            ("connect_timeout", Gen.Int[1, 60].Select(number => $"{number}")),
            ("application_name", Text),
            ("options", Any("-c geqo=off", "-c search_path=a\\ b --statement_timeout=5s", "-d 5")),
            ("keepalives", Any("0", "1")),
            ("keepalives_idle", Gen.Const("30")),
            ("target_session_attrs", Any("any", "read-write", "primary", "standby", "prefer-standby", "read-only")),
            ("load_balance_hosts", Any("random", "disable")),
            ("channel_binding", Any("require", "prefer")),
            ("require_auth", Any("scram-sha-256", "!password", "md5,password")),
            ("sslpassword", Text),
            ("sslcrl", Path),
            ("sslcertmode", Any("disable", "require")),
            ("ssl_min_protocol_version", Any("TLSv1.2", "TLSv1.3")),
            ("gssencmode", Any("disable", "prefer")),
            ("passfile", Path),
            ("client_encoding", Any("LATIN1", "UTF8")),
            ("oauth_scope", Text),
            ("fallback_application_name", Text),
        ];

    static (string, Gen<string>)[] MySqlExtras =>
        [
            ("port", Any("3306", "3307")),
            ("connect_timeout", Gen.Int[1, 60].Select(number => $"{number}")),
            ("read_timeout", Gen.Const("7")),
            ("charset", Gen.Const("utf8mb4")),
            ("collation", Gen.Const("utf8mb4_bin")),
            ("init_command", Text),
            ("program_name", Text),
            ("compress", Any("true", "false")),
            ("local_infile", Any("true", "false")),
            ("ssl_key_password", Text),
            ("ssl_cipher", Gen.Const("ECDHE-RSA-AES256-GCM-SHA384")),
            ("tls_versions", Any("TLSv1.2", "TLSv1.2,TLSv1.3")),
            ("unix_socket", Gen.Const("/run/mysqld/mysqld.sock")),
            ("ssl_crl", Path),
        ];

    static Gen<string> Any(params string[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    static Gen<List<TargetArgument>> Some(double share, string keyword, Gen<string> value) =>
        Gen.Select(Gen.Double[0, 1], value, (chance, text) => chance < share ? new List<TargetArgument> { new(keyword, text) } : []);

    static Gen<List<TargetArgument>> Pair(string certificate, string key) =>
        Gen.Select(
            Gen.Double[0, 1],
            Text,
            (chance, text) =>
                chance < 0.5 ? new List<TargetArgument> { new(certificate, $"/pki/{text}.crt"), new(key, $"/pki/{text}.key") } : []
        );

    static Gen<List<TargetArgument>> Extras((string Keyword, Gen<string> Value)[] extras) =>
        extras
            .Select(extra => Some(0.15, extra.Keyword, extra.Value))
            .Aggregate(Gen.Const(new List<TargetArgument>()), (all, next) => Gen.Select(all, next, (left, right) => List(left, right)));

    static List<TargetArgument> WithPorts(List<TargetArgument> host, List<TargetArgument> extras) =>
        host is [{ Value: "a,b" }] ? [.. extras, new("port", "5433,5434")] : extras;

    static List<TargetArgument> List(params List<TargetArgument>[] lists) => [.. lists.SelectMany(list => list)];
}
