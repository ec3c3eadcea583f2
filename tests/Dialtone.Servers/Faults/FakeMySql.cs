using System.Buffers.Binary;
using System.Text;
using Dialtone.Servers.Certificates;

namespace Dialtone.Servers.Faults;

/// <summary>Scripts of servers that pretend to be MySQL. Given a certificate they offer TLS with it; without one they offer none.</summary>
public static class FakeMySql
{
    const uint Protocol41 = 0x200;
    const uint Tls = 0x800;
    const uint SecureConnection = 0x8000;
    const uint ConnectWithDatabase = 0x8;
    const uint PluginAuthentication = 0x80000;

    const int TlsRequestLength = 32;

    /// <summary>Asks for the password in clear text (<c>mysql_clear_password</c>), writes down what it gets, and refuses.</summary>
    public static FakeScript AskForPassword(CertificateFiles? certificate = null) =>
        async (connection, cancellationToken) =>
        {
            await SendAsync(connection, 0, Greeting(certificate is not null), cancellationToken);
            var (sequence, login) = await ReadAsync(connection, cancellationToken);
            if (certificate is not null && login.Length == TlsRequestLength)
            {
                await connection.StartTlsAsync(certificate, cancellationToken);
                (sequence, _) = await ReadAsync(connection, cancellationToken);
            }
            await SendAsync(connection, sequence + 1, [0xfe, .. "mysql_clear_password\0"u8], cancellationToken);
            (sequence, _) = await ReadAsync(connection, cancellationToken);
            await SendAsync(connection, sequence + 1, Error(1045, "28000", "Access denied"), cancellationToken);
        };

    /// <summary>Refuses before any login, as a server that is full does.</summary>
    public static FakeScript Refuse(int number, string sqlState, string message) =>
        (connection, cancellationToken) => SendAsync(connection, 0, Error(number, sqlState, message), cancellationToken);

    /// <summary>Offers TLS and hangs up when the handshake begins, as a server does that does not like what it sees.</summary>
    public static FakeScript HangUpInHandshake { get; } =
        async (connection, cancellationToken) =>
        {
            await SendAsync(connection, 0, Greeting(offersTls: true), cancellationToken);
            await ReadAsync(connection, cancellationToken);
        };

    static byte[] Greeting(bool offersTls)
    {
        var capabilities = Protocol41 | SecureConnection | ConnectWithDatabase | PluginAuthentication | (offersTls ? Tls : 0);
        var bits = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(bits, capabilities);
        return
        [
            10,
            .. "8.0.99-fake\0"u8,
            .. new byte[4],
            .. "saltsalt\0"u8,
            bits[0],
            bits[1],
            45,
            2,
            0,
            bits[2],
            bits[3],
            21,
            .. new byte[10],
            .. "saltsaltsalt\0"u8,
            .. "mysql_native_password\0"u8,
        ];
    }

    static byte[] Error(int number, string sqlState, string message) =>
        [0xff, (byte)number, (byte)(number >> 8), (byte)'#', .. Encoding.ASCII.GetBytes(sqlState), .. Encoding.UTF8.GetBytes(message)];

    static Task SendAsync(FakeConnection connection, int sequence, byte[] content, CancellationToken cancellationToken) =>
        connection.SendAsync(
            (byte[])[(byte)content.Length, (byte)(content.Length >> 8), (byte)(content.Length >> 16), (byte)sequence, .. content],
            cancellationToken
        );

    static async Task<(int Sequence, byte[] Content)> ReadAsync(FakeConnection connection, CancellationToken cancellationToken)
    {
        var head = await connection.ReadAsync(4, cancellationToken);
        return (head[3], await connection.ReadAsync(head[0] | head[1] << 8 | head[2] << 16, cancellationToken));
    }
}
