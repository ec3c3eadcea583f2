using System.Buffers.Binary;
using Dialtone.Servers.Certificates;

namespace Dialtone.Servers.Faults;

/// <summary>
/// Scripts of servers that pretend to be PostgreSQL, badly. Given a certificate they offer TLS with it, direct TLS included; without one they refuse TLS.
/// </summary>
public static class FakePostgres
{
    const byte TlsHandshakeRecord = 0x16;

    /// <summary>
    /// Answers the first request, which should be the one for TLS, with these bytes and says no more: <c>"N"u8</c>, <c>"E…"u8</c>, an HTTP response,
    /// garbage, nothing at all.
    /// </summary>
    public static FakeScript AnswerFirstRequest(ReadOnlySpan<byte> answer, bool thenClose = false)
    {
        var bytes = answer.ToArray();
        return async (connection, cancellationToken) =>
        {
            await ReadRequestAsync(connection, cancellationToken);
            await connection.SendAsync(bytes, cancellationToken);
            if (!thenClose)
                await connection.ReadToEndAsync(cancellationToken);
        };
    }

    /// <summary>An HTTP server on PostgreSQL's port.</summary>
    public static FakeScript Http { get; } = AnswerFirstRequest("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n"u8, thenClose: true);

    /// <summary>Asks for the password in clear text, writes down what it gets, and refuses.</summary>
    public static FakeScript AskForPassword(CertificateFiles? certificate = null) =>
        Login(
            certificate,
            async (connection, cancellationToken) =>
            {
                await connection.SendAsync(PostgresMessages.AuthenticationCleartextPassword, cancellationToken);
                await ReadMessageAsync(connection, cancellationToken);
                await connection.SendAsync(PostgresMessages.Error("28P01", "password authentication failed"), cancellationToken);
            }
        );

    /// <summary>Refuses every login with an error, as a server that is full or starting up does.</summary>
    public static FakeScript Refuse(string sqlState, string message, CertificateFiles? certificate = null) =>
        Login(
            certificate,
            (connection, cancellationToken) => connection.SendAsync(PostgresMessages.Error(sqlState, message), cancellationToken)
        );

    /// <summary>Does the encryption requests and reads the startup message, then lets the script go on.</summary>
    public static FakeScript Login(CertificateFiles? certificate, FakeScript afterStartup) =>
        async (connection, cancellationToken) =>
        {
            var encrypted = false;
            if (certificate is not null && await connection.PeekAsync(cancellationToken) == TlsHandshakeRecord)
            {
                await connection.StartTlsAsync(certificate, cancellationToken);
                encrypted = true;
            }
            while (
                await ReadRequestAsync(connection, cancellationToken)
                    is var request
                        and (PostgresMessages.TlsRequest or PostgresMessages.GssRequest)
            )
            {
                var accepts = certificate is not null && request == PostgresMessages.TlsRequest && !encrypted;
                await connection.SendAsync(accepts ? "S"u8.ToArray() : "N"u8.ToArray(), cancellationToken);
                if (!accepts)
                    continue;
                await connection.StartTlsAsync(certificate!, cancellationToken);
                encrypted = true;
            }
            await afterStartup(connection, cancellationToken);
        };

    /// <summary>Reads a request or startup message and returns its code.</summary>
    public static async Task<int> ReadRequestAsync(FakeConnection connection, CancellationToken cancellationToken)
    {
        var head = await connection.ReadAsync(8, cancellationToken);
        await connection.ReadAsync(Length(head) - head.Length, cancellationToken);
        return BinaryPrimitives.ReadInt32BigEndian(head.AsSpan(4));
    }

    /// <summary>Reads an ordinary message and returns its type and content.</summary>
    public static async Task<(char Type, byte[] Content)> ReadMessageAsync(FakeConnection connection, CancellationToken cancellationToken)
    {
        var head = await connection.ReadAsync(5, cancellationToken);
        return ((char)head[0], await connection.ReadAsync(Length(head.AsSpan(1)) - 4, cancellationToken));
    }

    static int Length(ReadOnlySpan<byte> head) =>
        BinaryPrimitives.ReadInt32BigEndian(head) is var length and >= 4 and < 1 << 20
            ? length
            : throw new IOException($"The client sent no PostgreSQL message: {Convert.ToHexString(head)}");
}
