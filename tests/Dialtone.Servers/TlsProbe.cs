using System.Buffers.Binary;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Processes;

namespace Dialtone.Servers;

/// <summary>Looks at the certificate that a server presents, by the shortest way its protocol allows.</summary>
public static class TlsProbe
{
    /// <summary>Brings a fresh connection to the point where TLS begins.</summary>
    public delegate Task Opening(Stream stream, CancellationToken cancellationToken);

    public static Opening Postgres { get; } =
        async (stream, cancellationToken) =>
        {
            await stream.WriteAsync((byte[])[0, 0, 0, 8, 0x04, 0xd2, 0x16, 0x2f], cancellationToken);
            var answer = new byte[1];
            await stream.ReadExactlyAsync(answer, cancellationToken);
            if (answer[0] != 'S')
                throw new AuthenticationException($"The server answered the request for TLS with '{(char)answer[0]}'.");
        };

    public static Opening MySql { get; } =
        async (stream, cancellationToken) =>
        {
            var header = new byte[4];
            await stream.ReadExactlyAsync(header, cancellationToken);
            await stream.ReadExactlyAsync(new byte[header[0] | header[1] << 8 | header[2] << 16], cancellationToken);
            var request = new byte[4 + 32];
            request[0] = 32;
            request[3] = 1;
            const uint protocol41 = 0x200,
                ssl = 0x800,
                secureConnection = 0x8000;
            BinaryPrimitives.WriteUInt32LittleEndian(request.AsSpan(4), protocol41 | ssl | secureConnection);
            await stream.WriteAsync(request, cancellationToken);
        };

    /// <summary>The certificate a server on a loopback port presents, as DER.</summary>
    public static async Task<byte[]> PresentedAsync(Opening opening, int port, CancellationToken cancellationToken = default)
    {
        using var client = new TcpClient();
        await client.ConnectAsync("127.0.0.1", port, cancellationToken);
        await opening(client.GetStream(), cancellationToken);
        byte[] presented = [];
        var options = new SslClientAuthenticationOptions
        {
            TargetHost = "localhost",
            RemoteCertificateValidationCallback = (_, certificate, _, _) =>
            {
                presented = certificate?.GetRawCertData() ?? [];
                return true;
            },
        };
        await using var tls = new SslStream(client.GetStream());
        await tls.AuthenticateAsClientAsync(options, cancellationToken);
        return presented;
    }

    /// <summary>Waits until a server presents a certificate, unless it has a reason why it never will.</summary>
    internal static Task UntilPresentedAsync(
        Opening opening,
        int port,
        CertificateFiles files,
        Func<string?> refusal,
        CancellationToken cancellationToken
    )
    {
        var wanted = files.LoadLeaf().RawData;
        return Polling.UntilAsync(
            async token =>
            {
                var presented = await TryPresentedAsync(opening, port, token);
                if (refusal() is { } reason)
                    throw new InvalidOperationException($"The server does not load {files.Certificate}:\n{reason}");
                return presented is not null && presented.AsSpan().SequenceEqual(wanted);
            },
            Limits.Effect,
            () => $"The server on port {port} does not present {files.Certificate}",
            cancellationToken
        );
    }

    // A connection that comes in the middle of the change may fail; the next one will not.
    static async Task<byte[]?> TryPresentedAsync(Opening opening, int port, CancellationToken cancellationToken)
    {
        try
        {
            return await PresentedAsync(opening, port, cancellationToken);
        }
        catch (Exception failure) when (failure is AuthenticationException or IOException or SocketException)
        {
            return null;
        }
    }
}
