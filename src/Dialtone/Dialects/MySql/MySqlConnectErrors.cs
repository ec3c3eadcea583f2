using System.Net.Sockets;
using System.Security.Authentication;
using Dialtone.Errors;
using Dialtone.Parameters;
using MySqlConnector;
using SslMode = Dialtone.Parameters.MySqlSslMode;

namespace Dialtone.Dialects.MySql;

/// <summary>Why a host could not be connected to.</summary>
static class MySqlConnectErrors
{
    /// <summary>The peer as messages name it.</summary>
    public static string Name(HostPlan host) =>
        host.IsSocket ? $"server on socket \"{host.Host}\"" : $"server at \"{host.Host}\", port {host.Port}";

    /// <summary>Whether the next host of the target may do better.</summary>
    public static bool MayOtherHostDo(ErrorKind kind) =>
        kind is ErrorKind.Unreachable or ErrorKind.Timeout or ErrorKind.Disconnected or ErrorKind.Failover or ErrorKind.Resources;

    /// <summary>Whether the driver has stumbled over bytes that no server of MySQL's sends.</summary>
    public static bool IsGarbled(Exception exception) =>
        exception
            is IndexOutOfRangeException
                or ArgumentException
                or FormatException
                or InvalidCastException
                or OverflowException
                or InvalidDataException
        || exception is InvalidOperationException and not ObjectDisposedException;

    /// <summary>The failure as values.</summary>
    public static Failure Describe(
        Exception exception,
        DriverEvents.SocketTrace socket,
        HostPlan host,
        MySqlOptions options,
        ResolvedTarget target
    ) =>
        MySqlErrors.Ours(exception)?.Failure
        ?? (
            exception is not MySqlException { SqlState: not null } server ? FromDriver(exception, socket.Reason, options, target)
            : IsFromNobody(server, socket, host, options) ? FromNobody(server)
            : FromServer(server, host, options)
        );

    /// <summary>Whether a server that the target wants verified said no before it could be: its words are to appear nowhere.</summary>
    public static bool IsFromNobody(Exception exception, DriverEvents.SocketTrace socket, HostPlan host, MySqlOptions options) =>
        exception is MySqlException { SqlState: not null } && options.SslMode >= SslMode.VerifyCa && !host.IsSocket && !socket.HasTls;

    // Its text and number are left out: a target that verifies its server wants no advice from a stranger.
    static Failure FromNobody(MySqlException server) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = MySqlErrors.FromServer(server, ErrorStage.Connect).Kind is ErrorKind.Resources ? ErrorKind.Resources : ErrorKind.Server,
            What = "whoever listens there refused with an error before TLS, which proves nothing about who it is",
            Fix = "see the server's log: it may be full or block this host; its words are shown with ssl_mode=REQUIRED",
        };

    static Failure FromServer(MySqlException server, HostPlan host, MySqlOptions options)
    {
        var failure = MySqlErrors.FromServer(server, ErrorStage.Authentication);
        return server.Number switch
        {
            1045 or 1698 => failure with
            {
                Origin = host.PasswordSource is { } source ? $"the password came from {source.Describe()}" : "no password was given",
                Fix =
                    "check user and password (in a URL, @ : / % in a password are written %40 %3A %2F %25)"
                    + (
                        options.SslMode is SslMode.Disabled or SslMode.Preferred
                            ? "; the account may also demand TLS: try ssl_mode=REQUIRED"
                            : ""
                    )
                    + (options.ClientCertificate is null ? "; or a client certificate: ssl_cert and ssl_key" : ""),
            },
            1049 => failure with { Stage = ErrorStage.Session, Kind = ErrorKind.Configuration, Fix = "check the database's name" },
            _ when failure.Kind is ErrorKind.Tls => failure with { Stage = ErrorStage.Tls },
            _ when failure.Kind is ErrorKind.Authentication or ErrorKind.Permission => failure,
            _ => failure with { Stage = ErrorStage.Session },
        };
    }

    static Failure FromDriver(Exception exception, SocketException? socket, MySqlOptions options, ResolvedTarget target)
    {
        var text = exception.Message;
        return text.StartsWith("Connect Timeout expired", StringComparison.Ordinal) ? TimedOut(target)
            : text == "Server does not support SSL"
                ? Tls(
                    "the server does not support TLS, but TLS was demanded",
                    "switch TLS on at the server, or choose a lower ssl_mode if plaintext is acceptable"
                )
            : text == "MySQL Server rejected client certificate"
                ? Tls(
                    "the server closed the connection in the TLS handshake",
                    "check ssl_cert against the server's ssl_ca, and tls_versions"
                )
            : MySqlErrors.Chain(exception).OfType<AuthenticationException>().FirstOrDefault() is { } handshake
                ? Tls($"SSL error: {Innermost(handshake).Message}", "check ssl_cipher and tls_versions against the server's")
            : IsPasswordRefusal(text) ? NoSafeWay(options)
            : exception is NotSupportedException
                ? new()
                {
                    Stage = ErrorStage.Authentication,
                    Kind = ErrorKind.Unsupported,
                    What = text,
                    Fix = "give the account another authentication plugin, such as caching_sha2_password or mysql_native_password",
                }
            : text.StartsWith("Unable to connect", StringComparison.Ordinal) ? Unreachable(socket)
            : MySqlErrors.IsDisconnect(exception)
                ? new()
                {
                    Stage = ErrorStage.Connect,
                    Kind = ErrorKind.Disconnected,
                    What = "the server closed the connection unexpectedly",
                    Fix = "check that MySQL or MariaDB listens on this port, and its log",
                }
            : IsGarbled(exception) || exception is MySqlException
                ? new()
                {
                    Stage = ErrorStage.Connect,
                    Kind = ErrorKind.Server,
                    What = "the server's answer is not MySQL's protocol",
                    Fix = "check that MySQL or MariaDB listens on this port, and what stands between",
                }
            : MySqlErrors.Translate(exception, ErrorStage.Connect).Failure;
    }

    static bool IsPasswordRefusal(string text) =>
        text.Contains("RSA public key", StringComparison.Ordinal)
        || text.Contains("requires a secure connection", StringComparison.Ordinal);

    static Failure NoSafeWay(MySqlOptions options) =>
        new()
        {
            Stage = ErrorStage.Authentication,
            Kind = ErrorKind.Authentication,
            What = "the server wants the password itself, and the connection is not encrypted",
            Fix =
                options.SslMode is SslMode.Disabled
                    ? "use ssl_mode=REQUIRED or better, or the server's Unix socket; the password was not sent"
                    : "switch TLS on at the server, or use its Unix socket; the password was not sent",
        };

    static Failure TimedOut(ResolvedTarget target) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = ErrorKind.Timeout,
            What = "timeout expired",
            Origin = target.Parameters["connect_timeout"] is { } limit
                ? $"connect_timeout={limit.DisplayValue} from {limit.Source.Describe()}"
                : "EngineOptions.ConnectTimeout",
            Fix = "check host, port and firewall; raise connect_timeout if the server is only slow",
        };

    static Failure Unreachable(SocketException? socket) =>
        socket?.SocketErrorCode is SocketError.HostNotFound or SocketError.TryAgain or SocketError.NoData or SocketError.NoRecovery
            ? new()
            {
                Stage = ErrorStage.NameResolution,
                Kind = ErrorKind.Unreachable,
                What = $"could not translate the host name to an address: {socket.Message}",
                Fix = "check the host's name, and the DNS",
            }
            : new()
            {
                Stage = ErrorStage.Connect,
                Kind = ErrorKind.Unreachable,
                What = socket?.Message ?? "nobody answers",
                Fix = "check host and port, and that the server is running",
            };

    static Failure Tls(string what, string fix) =>
        new()
        {
            Stage = ErrorStage.Tls,
            Kind = ErrorKind.Tls,
            What = what,
            Fix = fix,
        };

    static Exception Innermost(Exception exception) => MySqlErrors.Chain(exception).Last();
}
