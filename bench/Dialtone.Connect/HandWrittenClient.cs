using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dialtone.Connect;

/// <summary>The least that a client can do: a socket, <see cref="SslStream"/>, the start-up message, one question, the farewell. The limit to compare with.</summary>
sealed class HandWrittenClient(int port, string user, X509Certificate2 root, X509Certificate2 certificate)
{
    readonly SslStreamCertificateContext context = SslStreamCertificateContext.Create(certificate, null, offline: true);
    readonly byte[] startup = Startup(user);

    public async Task RunAsync()
    {
        using var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await socket.ConnectAsync("127.0.0.1", port);
        await using var plain = new NetworkStream(socket);
        await plain.WriteAsync((byte[])[0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f]);
        var answer = new byte[1];
        await plain.ReadExactlyAsync(answer);
        await using var stream = new SslStream(plain);
        var policy = new X509ChainPolicy
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
        policy.CustomTrustStore.Add(root);
        await stream.AuthenticateAsClientAsync(
            new SslClientAuthenticationOptions
            {
                TargetHost = "localhost",
                ClientCertificateContext = context,
                CertificateChainPolicy = policy,
                AllowTlsResume = false,
            }
        );
        await stream.WriteAsync(startup);
        await ReadUntilReadyAsync(stream);
        await stream.WriteAsync((byte[])[(byte)'Q', 0, 0, 0, 13, .. "SELECT 1\0"u8]);
        await ReadUntilReadyAsync(stream);
        await stream.WriteAsync((byte[])[(byte)'X', 0, 0, 0, 4]);
    }

    static async Task ReadUntilReadyAsync(SslStream stream)
    {
        var buffer = new byte[8192];
        var length = 0;
        while (true)
        {
            length += await stream.ReadAsync(buffer.AsMemory(length));
            for (var at = 0; at + 5 <= length; )
            {
                var size = 1 + BinaryPrimitives.ReadInt32BigEndian(buffer.AsSpan(at + 1));
                switch (buffer[at])
                {
                    case (byte)'E':
                        throw new InvalidOperationException(Encoding.UTF8.GetString(buffer, at, Math.Min(size, length - at)));
                    case (byte)'Z' when at + size <= length:
                        return;
                }

                at += size;
            }
        }
    }

    static byte[] Startup(string user)
    {
        byte[] text = [.. Encoding.ASCII.GetBytes($"user\0{user}\0database\0postgres\0client_encoding\0UTF8\0"), 0];
        var message = new byte[8 + text.Length];
        BinaryPrimitives.WriteInt32BigEndian(message, message.Length);
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(4), 196608);
        text.CopyTo(message, 8);
        return message;
    }
}
