using System.Net.Sockets;
using Dialtone.Errors;
using PostgresException = Npgsql.PostgresException;

namespace Dialtone.Dialects.Postgres;

/// <summary>Failures of a connect attempt, in libpq's words.</summary>
static class ConnectErrors
{
    /// <summary>What failed when a peer was tried.</summary>
    public static Failure Describe(Exception exception, PostgresTarget target, Peer peer, EncryptionAttempt attempt, string? gssReason)
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

        return GssErrors.Describe(exception, target, peer, gssReason)
            ?? AuthenticationRefusals.Describe(exception, target, attempt)
            ?? HandshakeErrors.Describe(exception, target)
            ?? (PostgresErrors.IsDisconnect(exception) ? Closed(target, attempt) : Garbled(exception));
    }

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
        var words = ServerWords.Limit(server.MessageText);
        var failure = PostgresErrors.FromServer(server, ErrorStage.Authentication, $"{server.Severity}:  {words}");
        failure = failure with { Server = failure.Server! with { Message = words } };
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
            "28000" when server.MessageText.StartsWith("certificate authentication failed", StringComparison.Ordinal) => failure with
            {
                Origin = target.ClientCertificateOrigin,
                Fix = "the certificate's common name must be the user, unless the server's pg_ident.conf maps it",
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
                Origin = target.Origin("dbname"),
                Fix = "check dbname; without one it is the user's name",
            },
            "57P03" => failure with { Stage = ErrorStage.Session },
            _ => failure.Kind == ErrorKind.Authentication ? failure : failure with { Stage = ErrorStage.Session },
        };
    }

    static Failure Unreachable(SocketException socket, Peer peer)
    {
        // .NET has no error of its own for a socket that is not there.
        var reason =
            peer.Address is null && socket.SocketErrorCode == SocketError.AddressNotAvailable
                ? "No such file or directory"
                : socket.Message;
        return new()
        {
            Stage = ErrorStage.Connect,
            Kind = ErrorKind.Unreachable,
            What = peer.Address is null
                ? $"{reason}\n\tIs the server running locally and accepting connections on that socket?"
                : $"{reason}\n\tIs the server running on that host and accepting TCP/IP connections?",
            Fix = "check host and port, and that the server is running",
        };
    }

    static Failure Closed(PostgresTarget target, EncryptionAttempt attempt) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = ErrorKind.Disconnected,
            What = "server closed the connection unexpectedly",
            Fix =
                target.HasClientCertificate && attempt.UsesTls
                    ? "a server that does not trust the client certificate closes like this: check sslcert against its ssl_ca_file; else see its log"
                    : "check that PostgreSQL listens on this port, and its log",
        };

    // What is not PostgreSQL's protocol makes the driver stumble in many ways.
    static Failure Garbled(Exception exception) =>
        new()
        {
            Stage = ErrorStage.Connect,
            Kind = ErrorKind.Server,
            What = $"the server does not speak PostgreSQL's protocol: {exception.Message}",
            Fix = "check that PostgreSQL listens on this port",
        };
}
