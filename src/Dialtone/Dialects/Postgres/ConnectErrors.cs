using System.Net.Sockets;
using System.Security.Authentication;
using Dialtone.Errors;
using Dialtone.Parameters;
using PostgresException = Npgsql.PostgresException;

namespace Dialtone.Dialects.Postgres;

/// <summary>Failures of a connect attempt, in libpq's words.</summary>
static class ConnectErrors
{
    /// <summary>What failed when a peer was tried.</summary>
    public static Failure Describe(Exception exception, PostgresTarget target, Peer peer, EncryptionAttempt attempt)
    {
        if (PostgresErrors.Ours(exception) is { } own)
        {
            return own.Failure;
        }

        if (exception is PostgresException server)
        {
            return FromServer(server, target, peer);
        }

        if (
            exception.InnerException is SocketException socket
            && exception.Message.StartsWith("Failed to connect", StringComparison.Ordinal)
        )
        {
            return Unreachable(socket, peer);
        }

        if (AuthenticationRefusals.Describe(exception, target, attempt) is { } refusal)
        {
            return refusal;
        }

        if (TlsReason(exception) is { } reason)
        {
            return Tls(
                $"SSL error: {reason}",
                target.HasClientCertificate
                    ? "the server refused the handshake; if the reason is about a certificate, it speaks of the client's: check sslcert against the server's ssl_ca_file"
                    : "the server refused the handshake; check ssl_min_protocol_version and ssl_max_protocol_version"
            );
        }

        var text = exception.Message;
        if (text.StartsWith("SSL connection requested", StringComparison.Ordinal))
        {
            return Tls(
                "server does not support SSL, but SSL was required",
                "switch TLS on at the server, or choose a weaker sslmode if plaintext is acceptable",
                target.Origin("sslmode")
            );
        }

        if (text.StartsWith("Received unknown response", StringComparison.Ordinal))
        {
            var answer = text.AsSpan("Received unknown response ".Length);
            return new()
            {
                Stage = ErrorStage.Connect,
                Kind = ErrorKind.Server,
                What = answer is ['E', ..]
                    ? "server sent an error response during SSL exchange"
                    : $"received invalid response to SSL negotiation: {answer[0]}",
                Fix = "something other than a willing PostgreSQL listens on this port: check the port, and the server's log",
            };
        }

        if (Chain(exception).OfType<AuthenticationException>().FirstOrDefault() is { } handshake)
        {
            return Tls($"SSL error: {handshake.Message}", null);
        }

        return PostgresErrors.IsDisconnect(exception)
            ? new()
            {
                Stage = ErrorStage.Connect,
                Kind = ErrorKind.Disconnected,
                What = "server closed the connection unexpectedly",
                Fix =
                    target.Options.SslNegotiation == SslNegotiation.Direct
                        ? "a server before PostgreSQL 17 knows no direct TLS: use sslnegotiation=postgres"
                    : target.HasClientCertificate && attempt.UsesTls
                        ? "a server that does not trust the client certificate closes like this: check sslcert against its ssl_ca_file; else see its log"
                    : "check that PostgreSQL listens on this port, and its log",
            }
            : new()
            {
                Stage = ErrorStage.Connect,
                Kind = ErrorKind.Server,
                What = text,
            };
    }

    /// <summary>Whether an attempt ended in our own files or in the handshake, after which libpq's <c>prefer</c> goes on in plaintext.</summary>
    public static bool IsBeforeEncryption(Failure failure) => failure.Stage is ErrorStage.Files or ErrorStage.Policy or ErrorStage.Tls;

    /// <summary>The time limit of an attempt ran out.</summary>
    public static Failure TimedOut(TimeSpan limit, PostgresTarget target) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = ErrorKind.Timeout,
            What = "timeout expired",
            Origin = target.Origin("connect_timeout") ?? $"the limit is {limit.TotalSeconds:0.###} s (EngineOptions.ConnectTimeout)",
            Fix = "check host, port and firewall; raise connect_timeout if the server is only slow",
        };

    static Failure FromServer(PostgresException server, PostgresTarget target, Peer peer)
    {
        var text = $"{server.Severity}:  {server.MessageText}";
        var failure = PostgresErrors.FromServer(server, ErrorStage.Authentication, text);
        return server.SqlState switch
        {
            "28P01" => failure with
            {
                Origin = peer.Host.PasswordSource is { } source ? $"the password came from {source.Describe()}" : null,
                Fix = "check user and password; in a URL, @ : / % in a password are written %40 %3A %2F %25",
            },
            "28000" when server.MessageText.Contains("client certificate", StringComparison.Ordinal) => failure with
            {
                Origin = target.ClientCertificateOrigin,
                Fix = "give sslcert and sslkey a certificate that the server's ssl_ca_file signed",
            },
            "28000" when server.MessageText.Contains("pg_hba.conf", StringComparison.Ordinal) => failure with
            {
                Fix =
                    "the server has no rule for this user, database, address and encryption: check them, or add a line to its pg_hba.conf",
            },
            "3D000" => failure with
            {
                Stage = ErrorStage.Session,
                Kind = ErrorKind.Configuration,
                Fix = "check dbname; without one it is the user's name",
            },
            "57P03" => failure with { Stage = ErrorStage.Session },
            _ => failure.Kind == ErrorKind.Authentication ? failure : failure with { Stage = ErrorStage.Session },
        };
    }

    static Failure Unreachable(SocketException socket, Peer peer) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = ErrorKind.Unreachable,
            What = peer.Address is null
                ? $"{socket.Message}\n\tIs the server running locally and accepting connections on that socket?"
                : $"{socket.Message}\n\tIs the server running on that host and accepting TCP/IP connections?",
            Fix = "check host and port, and that the server is running",
        };

    static Failure Tls(string what, string? fix, string? origin = null) =>
        new()
        {
            Stage = ErrorStage.Tls,
            Kind = ErrorKind.Tls,
            What = what,
            Origin = origin,
            Fix = fix,
        };

    // OpenSSL's own words stand at the end of the innermost message: "error:0A000418:SSL routines::tlsv1 alert unknown ca".
    static string? TlsReason(Exception exception) =>
        Chain(exception)
            .Select(inner => inner.Message)
            .Where(message => message.Contains("SSL routines:", StringComparison.Ordinal))
            .Select(message => message[(message.LastIndexOf(':') + 1)..].Trim())
            .FirstOrDefault();

    static IEnumerable<Exception> Chain(Exception exception) => PostgresErrors.Chain(exception);
}
