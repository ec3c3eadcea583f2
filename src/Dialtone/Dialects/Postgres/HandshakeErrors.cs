using System.Net.Security;
using System.Security.Authentication;
using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>Failures on the way to an encrypted connection, in libpq's words.</summary>
static class HandshakeErrors
{
    const string InHandshake = "Exception while performing SSL handshake";

    // OpenSSL has many ways to say that the versions do not meet.
    static readonly string[] VersionWords = ["protocol", "version", "cipher", "internal error"];

    const string UnknownAnswer = "Received unknown response ";

    /// <summary>Whether the server answered that it has no TLS.</summary>
    public static bool IsLackOfTls(Exception exception) =>
        exception.Message.StartsWith("SSL connection requested", StringComparison.Ordinal);

    /// <summary>Whether an attempt ended before there was encryption: in our own files, in the request for TLS or in the handshake.</summary>
    public static bool AreBeforeEncryption(Exception exception) =>
        PostgresErrors.Ours(exception) is { Stage: ErrorStage.Files or ErrorStage.Policy or ErrorStage.Tls }
        || exception.Message.StartsWith(InHandshake, StringComparison.Ordinal)
        || IsLackOfTls(exception)
        || GssErrors.AreBeforeEncryption(exception);

    /// <summary>Refuses a server that has not agreed on PostgreSQL's protocol: behind direct TLS there may be any other service with that certificate.</summary>
    /// <exception cref="DatabaseException">The server named no protocol.</exception>
    public static void RequireProtocol(SslStream stream, PostgresTarget target)
    {
        if (stream.NegotiatedApplicationProtocol != PostgresTls.Protocol)
        {
            throw new DatabaseException(
                Tls(
                    "direct SSL connection was established without ALPN protocol negotiation extension",
                    "let what ends TLS before the server pass the protocol \"postgresql\", or use sslnegotiation=postgres",
                    target.Origin("sslnegotiation")
                )
            );
        }
    }

    /// <summary>The failure, or <see langword="null"/> if it has nothing to do with TLS.</summary>
    public static Failure? Describe(Exception exception, PostgresTarget target)
    {
        if (IsLackOfTls(exception))
        {
            return Tls(
                "server does not support SSL, but SSL was required",
                "switch TLS on at the server, or choose a weaker sslmode if plaintext is acceptable",
                target.Origin("sslmode")
            );
        }

        var text = exception.Message;
        if (text.StartsWith(UnknownAnswer, StringComparison.Ordinal))
        {
            return WrongPeer(
                text[UnknownAnswer.Length] is 'E'
                    ? "server sent an error response during SSL exchange"
                    : $"received invalid response to SSL negotiation: {text[UnknownAnswer.Length]}"
            );
        }

        if (text.StartsWith("Additional unencrypted data received", StringComparison.Ordinal))
        {
            return Tls(
                "received unencrypted data after SSL response",
                "somebody between client and server may be tampering with the connection"
            );
        }

        if (OpenSslReason(exception) is { } reason)
        {
            return Tls($"SSL error: {reason}", Advice(reason, target));
        }

        if (!text.StartsWith(InHandshake, StringComparison.Ordinal))
        {
            return null;
        }

        if (PostgresErrors.IsDisconnect(exception))
        {
            return Tls(
                "SSL SYSCALL error: EOF detected",
                target.Options.SslNegotiation == SslNegotiation.Direct
                    ? "a server before PostgreSQL 17 knows no direct TLS: use sslnegotiation=postgres"
                    : "the server ended the handshake without a word: see its log, and what stands between",
                target.Options.SslNegotiation == SslNegotiation.Direct ? target.Origin("sslnegotiation") : null
            );
        }

        var cause = PostgresErrors.Chain(exception).OfType<AuthenticationException>().FirstOrDefault();
        return Tls($"SSL error: {(cause ?? exception.InnerException ?? exception).Message}", null);
    }

    static Failure WrongPeer(string what) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = ErrorKind.Server,
            What = what,
            Fix = "something other than a willing PostgreSQL listens on this port: check the port, and the server's log",
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

    static string Advice(string reason, PostgresTarget target) =>
        VersionWords.Any(word => reason.Contains(word, StringComparison.Ordinal))
            ? "check ssl_min_protocol_version and ssl_max_protocol_version"
        : target.HasClientCertificate
            ? "the server refused the handshake; if the reason is about a certificate, it speaks of the client's: check sslcert against the server's ssl_ca_file"
        : "the server refused the handshake: see its log";

    // OpenSSL's own words stand at the end of the innermost message: "error:0A000418:SSL routines::tlsv1 alert unknown ca".
    static string? OpenSslReason(Exception exception) =>
        PostgresErrors
            .Chain(exception)
            .Select(inner => inner.Message)
            .Where(message => message.Contains("SSL routines:", StringComparison.Ordinal))
            .Select(message => message[(message.LastIndexOf(':') + 1)..].Trim())
            .FirstOrDefault();
}
