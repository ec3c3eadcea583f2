using CsCheck;

namespace Dialtone.Libpq.Tests.Parameters;

/// <summary>Random connection strings, biased towards libpq's grammars and their edges.</summary>
static class TargetGen
{
    static readonly string[] Keywords =
    [
        "host",
        "hostaddr",
        "port",
        "user",
        "password",
        "dbname",
        "sslmode",
        "sslrootcert",
        "sslcert",
        "sslkey",
        "sslpassword",
        "options",
        "application_name",
        "service",
        "connect_timeout",
        "requiressl",
        "ssl",
        "require_auth",
        "channel_binding",
        "sslnegotiation",
        "oauth_client_secret",
        "scram_client_key",
        "uzer",
        "sslmod",
        "SSLMODE",
        "authtype",
        "database",
        "",
    ];

    static readonly string[] Pieces =
    [
        "a",
        "h1",
        "db",
        "u",
        "5432",
        "99999",
        "localhost",
        "::1",
        "[::1]",
        "[",
        "]",
        "@",
        ":",
        "/",
        "?",
        "&",
        "=",
        ",",
        "%",
        "%20",
        "%41",
        "%zz",
        "%0",
        "%00",
        "%2F",
        "%3A",
        "%40",
        "%C3%A9",
        " ",
        "  ",
        "\t",
        "é",
        "测",
        "'",
        "\"",
        "\\",
        "\\'",
        "#",
        "+",
        "~",
        "true",
        "1",
        "0",
        "require",
        "disable",
        "verify-full",
        "system",
        "-c geqo=off",
        ";",
        ".",
    ];

    /// <summary>A few pieces glued together.</summary>
    static readonly Gen<string> Text = Any(Pieces).Array[0, 4].Select(string.Concat);

    /// <summary>What a sane person would write.</summary>
    static readonly Gen<string> Plain = Any("a", "host1", "db.example.com", "10.0.0.1", "p%40ss", "x%20y", "5432", "é", "require", "");

    static readonly Gen<string> Part = Gen.Frequency((3, Plain), (1, Text));

    static readonly Gen<string> Keyword = Gen.Frequency((6, Any(Keywords)), (1, Text));

    static readonly Gen<string> Host = Gen.Frequency((4, Part), (1, Gen.Const("[::1]")), (1, Text.Select(text => $"[{text}]")));

    static readonly Gen<string> Netloc = Gen.Select(
        Host,
        Gen.OneOf(Gen.Const(""), Part.Select(port => $":{port}")),
        (host, port) => host + port
    );

    static readonly Gen<string> Credentials = Gen.OneOf(
        Gen.Const(""),
        Part.Select(user => $"{user}@"),
        Gen.Select(Part, Part, (user, password) => $"{user}:{password}@")
    );

    static readonly Gen<string> Parameter = Gen.Frequency(
        (8, Gen.Select(Keyword, Part, (keyword, value) => $"{keyword}={value}")),
        (1, Text)
    );

    static readonly Gen<string> Query = Gen.OneOf(Gen.Const(""), Parameter.Array[0, 4].Select(pairs => "?" + string.Join('&', pairs)));

    /// <summary>A URI of libpq's, or nearly.</summary>
    public static Gen<string> Uri { get; } =
        Gen.Select(
            Any("postgresql://", "postgres://"),
            Credentials,
            Netloc.Array[0, 3].Select(hosts => string.Join(',', hosts)),
            Gen.OneOf(Gen.Const(""), Part.Select(database => $"/{database}")),
            Query,
            (prefix, credentials, hosts, database, query) => prefix + credentials + hosts + database + query
        );

    static readonly Gen<string> Quoted = Any("a", " ", "\\'", "\\\\", "\\", "é", "=", "x y", "\"", "@")
        .Array[0, 4]
        .Select(pieces => $"'{string.Concat(pieces)}'");

    static readonly Gen<string> Blank = Any("", "", "", " ", "\t", "\v", "\n ", "\r", "\f");

    static readonly Gen<string> Pair = Gen.Frequency(
        (
            8,
            Gen.Select(
                Keyword,
                Blank,
                Blank,
                Gen.Frequency((2, Part), (1, Quoted)),
                (keyword, before, after, value) => $"{keyword}{before}={after}{value}"
            )
        ),
        (1, Text)
    );

    /// <summary>A keyword/value string of libpq's, or nearly.</summary>
    public static Gen<string> KeywordValue { get; } =
        Gen.Select(Pair, Any(" ", " ", " ", "  ", "\t", ""))
            .Array[0, 5]
            .Select(pairs => string.Concat(pairs.Select(pair => pair.Item1 + pair.Item2)));

    /// <summary>One of some texts.</summary>
    public static Gen<string> Any(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
