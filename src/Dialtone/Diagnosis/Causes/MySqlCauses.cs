using Dialtone.Errors;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes at MySQL and MariaDB servers.</summary>
static class MySqlCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("mysql-access-denied", "The server does not accept the account, its password or its way of connecting", Denied),
        new("mysql-host-not-allowed", "The server lets nobody in from this address", HostRefused),
        new("mysql-plugin", "The account's authentication plugin cannot be used", Plugin),
        new("mysql-database", "The database does not exist, or the account may not use it", Database),
        new("mysql-certificate-refused", "The server ended the TLS handshake", Handshake),
    ];

    static int Number(CaseFile file) => file.Failure?.Server?.Number ?? file.Greeting?.ErrorNumber ?? 0;

    static Advice? Denied(CaseFile file)
    {
        if (Number(file) is not (1045 or 1698) && !(file.Says("Access denied for user") && !file.Says("to database")))
        {
            return null;
        }

        var user = file.Shown("user") is { Length: > 0 } name ? name : "USER";
        var host = file.Host ?? file.Resolved?.Hosts.FirstOrDefault();
        var source = host?.PasswordSource is { } from
            ? $"The password came from {from.Describe()} and has {host.Password!.Reveal().Length} characters."
            : "No password was given.";
        var tls =
            !file.WantsTls || file.Answer is { Kind: Probing.PeerKind.NoTls }
                ? " The connection was not encrypted, which the account may demand (REQUIRE SSL)."
            : file.Policy is { HasClientCertificate: false }
                ? " No client certificate was sent, which the account may demand (REQUIRE X509)."
            : "";
        return new(
            file.ErrorText,
            $"{source}{tls} MySQL says the same for an unknown account, a wrong password, another host than the account's, and TLS that is demanded and missing.",
            new("see at the server what the account demands", $"show create user '{user}'@'%'"),
            new("with TLS", Corrected.Command(file, ("ssl_mode", "REQUIRED"))),
            new("with a client certificate", Corrected.Command(file, ("ssl_cert", "client.crt"), ("ssl_key", "client.key")))
        );
    }

    static Advice? HostRefused(CaseFile file) =>
        Number(file) is 1130 or 1129 || file.Says("is not allowed to connect to this", "is blocked because of many connection errors")
            ? new(
                file.ErrorText,
                "No account exists for the address this machine has in the server's eyes, or the server has blocked it after many broken connects.",
                new("make an account for the address", "create user 'USER'@'ADDRESS' identified by …"),
                new("unblock", "flush hosts")
            )
            : null;

    static Advice? Plugin(CaseFile file) =>
        file.Resolved?.Dialect != "postgresql"
        && (
            file.Says(
                "Authentication method",
                "authentication plugin",
                "the server wants the password itself",
                "asks for the password in clear text",
                "RSA public key",
                "requires a secure connection"
            )
        )
            ? new(
                file.ErrorText,
                $"The server proposes {file.Greeting?.Plugin ?? "a plugin"}; some plugins need TLS, because they send the password itself.",
                new("encrypt the connection", Corrected.Command(file, ("ssl_mode", "REQUIRED"))),
                new("or give the account another plugin", "alter user 'USER'@'%' identified with caching_sha2_password by …")
            )
            : null;

    static Advice? Database(CaseFile file) =>
        Number(file) is 1049 or 1044 || file.Says("Unknown database", "to database '")
            ? new(
                file.ErrorText,
                $"The login was accepted; {file.Named("database")} does not exist, or the account has no right in it.",
                new("see which there are", "show databases"),
                new(
                    "make it, and give the right",
                    $"create database {Or(file, "database")}; grant all on {Or(file, "database")}.* to '{Or(file, "user")}'@'%'"
                )
            )
            : null;

    static string Or(CaseFile file, string keyword) => file.Shown(keyword) is { Length: > 0 } value ? value : keyword.ToUpperInvariant();

    static Advice? Handshake(CaseFile file) =>
        file.MySql is not null
        && file.Failure?.Stage == ErrorStage.Tls
        && (file.HandshakeFault is { IsCut: true } || file.Says("closed the connection in the TLS handshake"))
            ? new(
                file.ErrorText,
                $"The server closed in the handshake or right after it: mostly it does not trust {file.Named("ssl_cert")}.",
                new(
                    "use a certificate that the server's ssl_ca has issued",
                    Corrected.Command(file, ("ssl_cert", "client.crt"), ("ssl_key", "client.key"))
                ),
                new("try without one", Corrected.Command(file, ("ssl_cert", null), ("ssl_key", null)))
            )
            : null;
}
