using Dialtone.Diagnosis.Probing;
using Dialtone.Parameters;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in the server's rules and in the password.</summary>
static class LoginCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("tls-required-by-server", "The server takes this login only over TLS, and it came without", TlsRequired),
        new("no-pg-hba-entry", "The server has no rule for this user, database and address", NoEntry),
        new("channel-binding-signature", "The signature of the server's certificate allows no channel binding", BindingSignature),
        new("channel-binding-unavailable", "Channel binding is demanded and cannot be had", Binding),
        new("authentication-method-refused", "The server asks for a way of authentication that the target forbids", Method),
        new("password-missing", "The server asks for a password and none was found", NoPassword),
        new("password-wrong", "The server does not accept the password", WrongPassword),
        new("role-missing", "There is no such user at the server", NoRole),
        new("peer-authentication", "On the socket, the server takes only the operating system's user of that name", Peer),
        new("database-missing", "There is no such database", NoDatabase),
    ];

    static bool IsPlainRefusal(CaseFile file) => file.Says("no encryption", "SSL off");

    static string Or(CaseFile file, string keyword, string other) => file.Shown(keyword) is { Length: > 0 } value ? value : other;

    static Advice? TlsRequired(CaseFile file)
    {
        if (
            !file.Says("no pg_hba.conf entry", "pg_hba.conf rejects", "connection is insecure", "SSL connection is required")
            || !IsPlainRefusal(file)
        )
        {
            return null;
        }

        return new(
            file.ErrorText,
            $"The server has only hostssl rules for this login (on Amazon RDS, rds.force_ssl is 1 since PostgreSQL 15), and the client asked for no TLS{(file.Resolved is null ? "" : $": {file.Named("sslmode")}")}.",
            new("ask for TLS, best verified", Corrected.Command(file, ("sslmode", "verify-full"), ("sslrootcert", Root(file)))),
            new("at least encrypted", Corrected.Command(file, ("sslmode", "require"))),
            new(
                "in other clients: node-pg ssl: true, JDBC sslmode=require, Npgsql SSL Mode=Require, PgBouncer server_tls_sslmode = require",
                null
            )
        );
    }

    static string Root(CaseFile file) => file.Shown("sslrootcert") is { Length: > 0 } root ? root : "/path/to/root.crt";

    static Advice? NoEntry(CaseFile file)
    {
        if (!file.Says("no pg_hba.conf entry", "pg_hba.conf rejects"))
        {
            return null;
        }

        var type = file.Says("SSL encryption", "SSL on") ? "hostssl" : "host";
        var (user, database, address) = (Or(file, "user", "USER"), Or(file, "dbname", "DATABASE"), Address(file.ErrorText));
        return new(
            file.ErrorText,
            $"No line of pg_hba.conf fits user \"{user}\", database \"{database}\", the address {address} as the server sees it, {(type == "hostssl" ? "with TLS" : "as it came")}; or one with reject fits. Behind a VPN or NAT the address is another than you think.",
            new(
                "add a line to the server's pg_hba.conf",
                $"{type} {database} {user} {address}{(address.Contains('/', StringComparison.Ordinal) ? "" : address.Contains(':', StringComparison.Ordinal) ? "/128" : "/32")} scram-sha-256"
            ),
            new("and have it read", "select pg_reload_conf()"),
            new(
                "see which lines there are, and whether one is broken",
                "select line_number, type, database, user_name, address, auth_method, error from pg_hba_file_rules"
            )
        );
    }

    static string Address(string text)
    {
        const string Head = "host \"";
        var start = text.IndexOf(Head, StringComparison.Ordinal);
        var end = start < 0 ? -1 : text.IndexOf('"', start + Head.Length);
        return end < 0 ? "ADDRESS" : text[(start + Head.Length)..end];
    }

    static Advice? BindingSignature(CaseFile file)
    {
        var obstacle = file.Handshake is { } seen ? CertificateFacts.ObstacleToBinding(seen.Leaf) : null;
        var isText = file.Says(
            "could not find digest for NID",
            "Unable to bind to SCRAM-SHA-256-PLUS",
            "signature of the server's certificate allows none"
        );
        return
            isText
            || (obstacle is not null && file.Says("channel binding") && file.Startup?.Mechanisms.Contains("SCRAM-SHA-256-PLUS") == true)
            ? new(
                file.ErrorText,
                $"Channel binding uses the hash of the certificate's signature, and {obstacle ?? "Ed25519 or RSA-PSS"} signatures name none in a way that both sides know. libpq fails with an Ed25519-signed certificate even where binding is only preferred.",
                new(
                    "give the server a certificate signed with RSA (PKCS#1) or ECDSA",
                    "openssl x509 -req -sha256 -in server.csr -CA ca.crt -CAkey ca.key -out server.crt"
                ),
                new("or do without; for libpq with Ed25519", Corrected.Command(file, ("channel_binding", "disable"))),
                new("with RSA-PSS it is enough not to demand it", Corrected.Command(file, ("channel_binding", "prefer")))
            )
            : null;
    }

    static Advice? Binding(CaseFile file) =>
        file.Says("channel binding required", "channel binding is required", "ChannelBinding is set to Require")
            ? new(
                file.ErrorText,
                $"{file.Named("channel_binding")} needs TLS and a login by SCRAM-SHA-256-PLUS; the server asked for {file.Startup?.MethodName ?? "something else"}.",
                new(
                    "at the server, use SCRAM: in pg_hba.conf",
                    $"hostssl {Or(file, "dbname", "all")} {Or(file, "user", "all")} all scram-sha-256"
                ),
                new("with TLS", Corrected.Command(file, ("sslmode", "verify-full"))),
                new("or do without channel binding", Corrected.Command(file, ("channel_binding", "prefer")))
            )
            : null;

    static Advice? Method(CaseFile file) =>
        file.Says(
            "authentication method requirement",
            "which is not supported",
            "authentication method is not allowed",
            "authentication method that is not supported"
        )
            ? new(
                file.ErrorText,
                $"The server asks for {file.Startup?.MethodName ?? "another method"}; allowed is {file.Named("require_auth")}. No password was sent.",
                new(
                    "at the server, let the user log in by SCRAM: in pg_hba.conf",
                    $"hostssl {Or(file, "dbname", "all")} {Or(file, "user", "all")} all scram-sha-256"
                ),
                new("and store the password so", "set password_encryption = 'scram-sha-256'; \\password USER"),
                new("or allow what it asks for", Corrected.Command(file, ("require_auth", null)))
            )
            : null;

    static Advice? NoPassword(CaseFile file)
    {
        if (
            !file.Says(
                "no password supplied",
                "No password has been provided",
                "client password must be a string",
                "The server requested password-based authentication, but no password"
            )
        )
        {
            return null;
        }

        var host = file.Host is { IsSocket: true } ? "localhost" : file.HostName;
        var key = $"{host}:{file.Host?.Port ?? Or(file, "port", "5432")}:{Or(file, "dbname", "*")}:{Or(file, "user", "*")}";
        return new(
            file.ErrorText,
            $"No password in the target, in PGPASSWORD or in the password file. The line that was looked for begins {key}: ; {PasswordFileHints.Describe(file, key)}",
            new("add the line to ~/.pgpass, whose permissions must be 0600", $"echo '{key}:PASSWORD' >> ~/.pgpass && chmod 600 ~/.pgpass"),
            new("or set it for one command", "PGPASSWORD=… dialtone query TARGET")
        );
    }

    static Advice? WrongPassword(CaseFile file)
    {
        if (file.SqlState is not "28P01" && !file.Says("password authentication failed for user"))
        {
            return null;
        }

        var source = file.Host?.PasswordSource ?? file.Resolved?.Hosts.FirstOrDefault()?.PasswordSource;
        var length = (file.Host?.Password ?? file.Resolved?.Hosts.FirstOrDefault()?.Password)?.Reveal().Length;
        var origin = source is null ? "" : $" It came from {source.Describe()} and has {length} characters.";
        var hint = source switch
        {
            ParameterSource.TargetText => " In a URL, @ : / % must be written %40 %3A %2F %25, and with SQLAlchemy's drivers + is a blank.",
            ParameterSource.Environment => " A variable wins over the password file: it may be left from another server.",
            ParameterSource.PassFile => " A blank at the end of the line belongs to the password, and the first line that fits wins.",
            _ => "",
        };
        return new(
            file.ErrorText,
            $"The password is wrong, the user has none, it has expired, or the user does not exist: the server does not say which.{origin}{hint}",
            new(
                "write it percent-encoded where it stands in a URL",
                "python3 -c \"import urllib.parse, getpass; print(urllib.parse.quote(getpass.getpass(), safe=''))\""
            ),
            new("see where the password comes from", "dialtone resolve TARGET"),
            new("set a new one at the server", $"\\password {Or(file, "user", "USER")}")
        );
    }

    static Advice? NoRole(CaseFile file) =>
        file.Says("role \"") && file.Says("does not exist", "is not permitted to log in")
            ? new(
                file.ErrorText,
                $"{file.Named("user")}: without user=, the operating system's user is taken.",
                new("name the user", Corrected.Command(file, ("user", "USER"))),
                new("or make it", $"create role \"{Or(file, "user", "USER")}\" login")
            )
            : null;

    static Advice? Peer(CaseFile file) =>
        file.Says("Peer authentication failed", "Ident authentication failed")
            ? new(
                file.ErrorText,
                "The method peer compares the operating system's user with the database's; it holds for Unix sockets only.",
                new("connect by TCP, with a password", Corrected.Command(file, ("host", "localhost"))),
                new("or as that user", $"sudo -u {Or(file, "user", "postgres")} psql")
            )
            : null;

    static Advice? NoDatabase(CaseFile file) =>
        file.SqlState == "3D000" || (file.Says("database \"") && file.Says("does not exist"))
            ? new(
                file.ErrorText,
                $"{file.Named("dbname")}: without dbname=, the user's name is taken. The login itself was accepted.",
                new(
                    "see which there are",
                    $"psql {Corrected.ShellWord($"host={file.HostName} port={file.Host?.Port ?? "5432"} user={Or(file, "user", "USER")} dbname=postgres")} -l"
                ),
                new("or make it", $"createdb {Or(file, "dbname", "DATABASE")}")
            )
            : null;
}
