using CsCheck;
using Dialtone.Parameters;

namespace Dialtone.Libpq.Tests.Parameters;

/// <summary>Random settings that lead to no server: from keywords, environment and service file.</summary>
static class ResolveGen
{
    static readonly (string Keyword, string[] Values)[] Settings =
    [
        ("host", ["/nonexistent", "/nonexistent,/none2", "@dialtone-none", "127.0.0.1", "127.0.0.1,/none", "", ",", ",,"]),
        ("hostaddr", ["127.0.0.1", "127.0.0.1,127.0.0.1", "notanip", ""]),
        ("port", ["1", "1,2", "1,2,3", ",", "", "0", "99999", "x", " 1 ", "+1", "1 2"]),
        ("user", ["u", "", "é"]),
        ("dbname", ["d", ""]),
        ("password", ["p", ""]),
        ("passfile", ["/nonexistent/pass", ""]),
        ("sslmode", ["disable", "allow", "prefer", "require", "verify-ca", "verify-full", "", "x", "Require"]),
        ("sslnegotiation", ["postgres", "direct", "", "x"]),
        ("sslrootcert", ["system", "/none/root.crt", ""]),
        ("sslcertmode", ["disable", "allow", "require", "", "x"]),
        ("sslsni", ["0", "1", ""]),
        ("ssl_min_protocol_version", ["TLSv1", "tlsv1.1", "TLSv1.2", "TLSv1.3", "", "TLSv1.0", "x"]),
        ("ssl_max_protocol_version", ["TLSv1", "tlsv1.1", "TLSv1.2", "TLSv1.3", "", "x"]),
        ("channel_binding", ["disable", "prefer", "require", "", "x"]),
        (
            "require_auth",
            [
                "",
                "md5",
                "!md5",
                "password,md5",
                "!password,!md5",
                "md5,md5",
                "!none,!none",
                "md5,!none",
                "!md5,none",
                "md5,",
                "MD5",
                "oauth,gss,sspi",
            ]
        ),
        // Not "require": the libpq 18 at hand was built without GSSAPI and stops there.
        ("gssencmode", ["disable", "prefer", "", "x"]),
        ("target_session_attrs", ["any", "read-write", "standby", "prefer-standby", "", "prefer-primary"]),
        ("load_balance_hosts", ["disable", "random", "", "true"]),
        ("min_protocol_version", ["3.0", "3.2", "latest", "", "3.1"]),
        ("max_protocol_version", ["3.0", "3.2", "latest", "", "3.1"]),
        ("scram_client_key", ["", "AA==", "!", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="]),
        ("scram_server_key", ["AA==", "x"]),
        ("keepalives", ["0", "1", "", "x", "-1"]),
        ("keepalives_idle", ["5", "", "x", "-3"]),
        ("tcp_user_timeout", ["5", "x"]),
        ("application_name", ["a", ""]),
        ("options", ["-c geqo=off", ""]),
        ("client_encoding", ["UTF8", "LATIN1", ""]),
        ("replication", ["false", "database"]),
        ("service", ["a", "b", "missing", ""]),
    ];

    /// <summary>A keyword and one of its values.</summary>
    static readonly Gen<(string Keyword, string Value)> Setting = Gen.Int[0, Settings.Length - 1]
        .SelectMany(index => TargetGen.Any(Settings[index].Values).Select(value => (Settings[index].Keyword, value)));

    /// <summary>A keyword/value string.</summary>
    public static Gen<string> Target { get; } =
        Setting.Array[0, 6].Select(settings => string.Join(' ', settings.Select(setting => $"{setting.Keyword}='{setting.Value}'")));

    /// <summary>Environment variables; $HOME stands for the home folder.</summary>
    public static Gen<Dictionary<string, string>> Environment { get; } =
        Gen.Select(
            Setting.Array[0, 4],
            TargetGen.Any("", "", "", "1", "0", "x"),
            TargetGen.Any("-", "-", "-", "$HOME/.pg_service.conf", "$HOME/sys/pg_service.conf", "$HOME/none", "$HOME", ""),
            TargetGen.Any("-", "$HOME/sys", "$HOME/none", ""),
            (settings, requireSsl, serviceFile, systemFolder) =>
            {
                var environment = new Dictionary<string, string>();
                foreach (var (keyword, value) in settings)
                    if (PostgresKeywords.Table[keyword].EnvironmentName is { } name)
                        environment[name] = value;
                if (requireSsl.Length > 0)
                    environment["PGREQUIRESSL"] = requireSsl;
                if (serviceFile != "-")
                    environment["PGSERVICEFILE"] = serviceFile;
                if (systemFolder != "-")
                    environment["PGSYSCONFDIR"] = systemFolder;
                return environment;
            }
        );

    static readonly Gen<string> ServiceLine = Gen.Frequency(
        (5, Setting.Select(setting => $"{setting.Keyword}={setting.Value}")),
        (3, TargetGen.Any("[a]", "[b]", "[a]x", " [a] ", "[aa]", "[]", "[a")),
        (
            1,
            TargetGen.Any(
                "",
                "# comment",
                " # comment",
                ";x",
                "host = x",
                "host",
                "=x",
                "service=b",
                "uzer=x",
                "  user=v  ",
                "user='q'",
                "user=é=1",
                "user=" + new string('x', 1016),
                "user=" + new string('x', 1017),
                "user=" + new string('é', 508),
                "user=" + new string('é', 509)
            )
        )
    );

    /// <summary>A service file.</summary>
    public static Gen<string> Services { get; } =
        Gen.Select(
            ServiceLine.Array[0, 8],
            TargetGen.Any("\n", "\r\n"),
            TargetGen.Any("\n", ""),
            (lines, end, last) => string.Join(end, lines) + last
        );
}
