using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>Scripts of hostile servers without TLS, beyond the one that asks for the password in clear text.</summary>
static class FakeLogins
{
    const uint Protocol41 = 0x200;
    const uint LocalFiles = 0x80;
    const uint SecureConnection = 0x8000;
    const uint ConnectWithDatabase = 0x8;
    const uint PluginAuthentication = 0x80000;

    static readonly byte[] Salt = Encoding.ASCII.GetBytes("saltsaltsaltsaltsalt");

    static readonly byte[] Ok = [0, 0, 0, 2, 0, 0, 0];

    /// <summary>Begins with one method, switches to <c>sha256_password</c>, offers a key of its own, and opens what is encrypted with it.</summary>
    public static FakeScript OfferKey(string firstMethod, ConcurrentBag<string> stolen) =>
        async (connection, cancellationToken) =>
        {
            using var rsa = RSA.Create(2048);
            await SendAsync(connection, 0, Greeting(firstMethod), cancellationToken);
            var (sequence, _) = await ReadAsync(connection, cancellationToken);
            await SendAsync(
                connection,
                sequence + 1,
                firstMethod == "caching_sha2_password" ? [1, 4] : [0xfe, .. "sha256_password\0"u8, .. Salt, 0],
                cancellationToken
            );
            (sequence, var answer) = await ReadAsync(connection, cancellationToken);
            if (answer is not [1 or 2])
            {
                stolen.Add(Encoding.UTF8.GetString(answer).TrimEnd('\0'));
                return;
            }

            await SendAsync(
                connection,
                sequence + 1,
                [1, .. Encoding.ASCII.GetBytes(rsa.ExportSubjectPublicKeyInfoPem())],
                cancellationToken
            );
            (_, var encrypted) = await ReadAsync(connection, cancellationToken);
            var password = rsa.Decrypt(encrypted, RSAEncryptionPadding.OaepSHA1);
            for (var index = 0; index < password.Length; index++)
            {
                password[index] ^= Salt[index % Salt.Length];
            }

            stolen.Add(Encoding.UTF8.GetString(password).TrimEnd('\0'));
        };

    /// <summary>Lets everybody in and answers the user's statement with these bytes, whatever they are.</summary>
    public static FakeScript AnswerWith(byte[] answer) => AnswerWith((connection, token) => connection.SendAsync(answer, token));

    /// <summary>Lets everybody in and answers the user's statement with one column and rows without end.</summary>
    public static FakeScript AnswerWithRows() =>
        AnswerWith(
            async (connection, cancellationToken) =>
            {
                await SendAsync(connection, 1, [1], cancellationToken);
                await SendAsync(
                    connection,
                    2,
                    [3, .. "def"u8, 0, 0, 0, 1, (byte)'x', 0, 12, 45, 0, 1, 0, 0, 0, 253, 0, 0, 0, 0, 0],
                    cancellationToken
                );
                await SendAsync(connection, 3, [0xfe, 0, 0, 2, 0], cancellationToken);
                await Flood.SendAsync(connection, turn => [2, 0, 0, (byte)(turn + 4), 1, (byte)'x'], cancellationToken);
            }
        );

    static FakeScript AnswerWith(FakeScript answer) =>
        async (connection, cancellationToken) =>
        {
            await SendAsync(connection, 0, Greeting("mysql_native_password"), cancellationToken);
            var (sequence, _) = await ReadAsync(connection, cancellationToken);
            await SendAsync(connection, sequence + 1, Ok, cancellationToken);
            while (true)
            {
                (sequence, var command) = await ReadAsync(connection, cancellationToken);
                if (Encoding.UTF8.GetString(command).Contains("select 1", StringComparison.OrdinalIgnoreCase))
                {
                    await answer(connection, cancellationToken);
                }
                else
                {
                    await SendAsync(connection, sequence + 1, Ok, cancellationToken);
                }
            }
        };

    /// <summary>Lets everybody in and answers every statement with the wish for a file of the client.</summary>
    public static FakeScript AskForFile(string path) =>
        async (connection, cancellationToken) =>
        {
            await SendAsync(connection, 0, Greeting("mysql_native_password"), cancellationToken);
            var (sequence, _) = await ReadAsync(connection, cancellationToken);
            await SendAsync(connection, sequence + 1, Ok, cancellationToken);
            while (true)
            {
                (sequence, var command) = await ReadAsync(connection, cancellationToken);
                var isUsers = Encoding.UTF8.GetString(command).Contains("select 1", StringComparison.OrdinalIgnoreCase);
                await SendAsync(connection, sequence + 1, isUsers ? [0xfb, .. Encoding.UTF8.GetBytes(path)] : Ok, cancellationToken);
            }
        };

    static byte[] Greeting(string method)
    {
        var bits = new byte[4];
        BinaryPrimitives.WriteUInt32LittleEndian(
            bits,
            Protocol41 | LocalFiles | SecureConnection | ConnectWithDatabase | PluginAuthentication
        );
        return
        [
            10,
            .. "8.0.99-fake\0"u8,
            .. new byte[4],
            .. Salt[..8],
            0,
            bits[0],
            bits[1],
            45,
            2,
            0,
            bits[2],
            bits[3],
            21,
            .. new byte[10],
            .. Salt[8..],
            0,
            .. Encoding.ASCII.GetBytes(method),
            0,
        ];
    }

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
