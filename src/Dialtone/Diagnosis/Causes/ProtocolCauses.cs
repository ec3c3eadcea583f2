using System.Security.Authentication;
using Dialtone.Diagnosis.Probing;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in who listens on the port and in how TLS begins.</summary>
static class ProtocolCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("direct-tls-unsupported", "The server cannot begin TLS without being asked for it first", DirectUnsupported),
        new("direct-tls-required", "The endpoint begins TLS at once and does not understand a request for it", DirectRequired),
        new("not-the-database", "Something other than the database listens on the port", Stranger),
        new("server-error-at-tls-request", "The server answers the request for TLS with an error", ErrorAnswer),
        new("closed-at-tls-request", "The connection is closed when TLS is asked for", Closed),
        new("no-answer", "Somebody accepts the connection and says nothing", Silent),
        new("server-without-tls", "The server has no TLS, and TLS is demanded", NoTls),
        new("tls-versions-disjoint", "Client and server have no TLS version or cipher in common", Versions),
    ];

    static Advice? DirectUnsupported(CaseFile file) =>
        file.Shown("sslnegotiation") == "direct"
            && file.BlockedAt is "protocol" or "authentication"
            && (file.HandshakeFault is not null || file.Says("without ALPN protocol negotiation", "EOF detected"))
        || file.Says("no application protocol", "direct SSL connection was established without ALPN")
            ? new(
                file.ErrorText,
                "sslnegotiation=direct needs a PostgreSQL of version 17 or newer, or a proxy that passes the protocol name \"postgresql\" (ALPN) on."
                    + (file.Answer is { Kind: PeerKind.Tls } ? " Asked in the older way, this server does offer TLS." : ""),
                new("let the client ask for TLS first", Corrected.Command(file, ("sslnegotiation", "postgres")))
            )
            : null;

    static Advice? DirectRequired(CaseFile file) =>
        file.BlockedAt == "protocol" && file.DirectTls is { } direct && file.Shown("sslnegotiation") != "direct"
            ? new(
                $"{file.ErrorText}; direct TLS works ({direct.ProtocolName})",
                "A load balancer or proxy ends TLS before the server: to it, PostgreSQL's request for TLS is no TLS.",
                new("begin TLS at once", Corrected.Command(file, ("sslnegotiation", "direct"), ("sslmode", "verify-full"))),
                new("or have the balancer pass TCP through as it is", null)
            )
            : null;

    static Advice? Stranger(CaseFile file)
    {
        var isSeen = file is { BlockedAt: "protocol", Answer.Kind: PeerKind.Stranger };
        if (
            !isSeen
            && !file.Says(
                "received invalid response to SSL negotiation",
                "does not speak PostgreSQL's protocol",
                "does not speak MySQL's protocol",
                "unknown response ",
                "Packets out of order"
            )
        )
        {
            return null;
        }

        var port = file.MySql is null ? "5432" : "3306";
        return new(
            isSeen ? $"on this port listens {file.Answer!.Text}" : file.ErrorText,
            "The first bytes that came back are not the database's: H begins an HTTP answer, a version number a MySQL greeting, SSH- an SSH server. Mostly the port is wrong, or a web proxy stands in the way.",
            new($"use the database's port, by default {port}", Corrected.Command(file, ("port", port))),
            new("see what listens there", $"nc -w 2 {file.HostName} {file.Host?.Port ?? port} | head -c 100")
        );
    }

    static Advice? ErrorAnswer(CaseFile file) =>
        file is { BlockedAt: "protocol", Answer.Kind: PeerKind.Error, MySql: null } || file.Says("error response during SSL exchange")
            ? new(
                file.ErrorText,
                "The server answered before it read anything else: it has too many connections, cannot start a process, is starting or stopping, or is far too old to know TLS.",
                new(
                    "wait or free connections, then try again; on the server",
                    "select count(*), usename from pg_stat_activity group by 2 order by 1 desc"
                ),
                new("see its log for what it says itself", null)
            )
            : null;

    static Advice? Closed(CaseFile file) =>
        file is { BlockedAt: "protocol", Answer.Kind: PeerKind.Closed }
            ? new(
                file.ErrorText,
                "A load balancer or firewall without a living server behind it, an endpoint that admits only known addresses, or a server that is no PostgreSQL closes like this. Direct TLS was tried as well, in vain.",
                new("check the health of what stands behind the balancer, and the list of addresses that it admits", null),
                new(
                    "see whether the server works without anything between, from its own machine",
                    "psql -h localhost -p 5432 -c 'select 1'"
                )
            )
            : null;

    static Advice? Silent(CaseFile file) =>
        file is { BlockedAt: "protocol", Answer.Kind: PeerKind.Silent }
        || (file.BlockedAt is not null && file.EndPoint is not null && file.Says("timeout expired", "no answer to the request"))
            ? new(
                file.ErrorText,
                "The port is open and nothing comes back: a server that hangs, a balancer without a server behind it, a firewall that lets only the first packets through, or another protocol that waits for the client.",
                new("check the server's health and log, and the port", $"nc -w 5 {file.HostName} {file.Host?.Port ?? "5432"}")
            )
            : null;

    static Advice? NoTls(CaseFile file) =>
        file.Says(
            "server does not support SSL",
            "server does not support TLS",
            "The server does not support SSL connections",
            "SSL is not enabled on the server"
        )
            ? new(
                file.ErrorText,
                file.MySql is null
                    ? "The server answered N to the request for TLS: ssl = off, a PgBouncer without client_tls_sslmode, or another server than you think (a local one, a tunnel's end)."
                    : "The server's greeting offers no TLS: it has no certificate, or was started with ssl disabled.",
                file.MySql is null
                    ? new(
                        "switch TLS on at PostgreSQL, in postgresql.conf",
                        "ssl = on\nssl_cert_file = 'server.crt'\nssl_key_file = 'server.key'"
                    )
                    : new("switch TLS on at the server, in my.cnf", "[mysqld]\nssl-ca=ca.crt\nssl-cert=server.crt\nssl-key=server.key"),
                new(
                    "at a PgBouncer, in pgbouncer.ini",
                    "client_tls_sslmode = require\nclient_tls_cert_file = server.crt\nclient_tls_key_file = server.key"
                ),
                new(
                    "only where the network itself is encrypted (an SSH tunnel, a VPN)",
                    Corrected.Command(file, (file.MySql is null ? "sslmode" : "ssl_mode", file.MySql is null ? "disable" : "DISABLED"))
                )
            )
            : null;

    static Advice? Versions(CaseFile file)
    {
        var isSeen =
            file.HandshakeFault is { } fault
            && (fault.Alert is 70 or 71 || (file.ServerVersions.Count > 0 && fault.Alert is null or 40 or 80));
        if (
            !isSeen
            && !file.Says(
                "alert protocol version",
                "unsupported protocol",
                "no protocols available",
                "no ciphers available",
                "wrong version number",
                "no shared cipher",
                "alert handshake failure"
            )
        )
        {
            return null;
        }

        var has = string.Join(
            " and ",
            file.ServerVersions.Order().Select(version => version == SslProtocols.Tls13 ? "TLS 1.3" : "TLS 1.2")
        );
        var isMySql = file.MySql is not null;
        return new(
            file.ErrorText,
            $"The client offers {(isMySql ? file.Named("tls_versions") : $"{file.Named("ssl_min_protocol_version")} to {file.Named("ssl_max_protocol_version")}")}; "
                + (has.Length > 0 ? $"the server turned out to have {has}." : "the server takes none of what was offered.")
                + " An openssl.cnf with MinProtocol or a security level can narrow either side.",
            isMySql
                ? new("allow what the server has", Corrected.Command(file, ("tls_versions", "TLSv1.2,TLSv1.3")))
                : new(
                    "allow what the server has",
                    Corrected.Command(file, ("ssl_min_protocol_version", "TLSv1.2"), ("ssl_max_protocol_version", null))
                ),
            new("or widen the server's side, in postgresql.conf", "ssl_min_protocol_version = 'TLSv1.2'\nssl_max_protocol_version = ''")
        );
    }
}
