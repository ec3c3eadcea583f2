using System.Buffers.Binary;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Text;

namespace Dialtone.Tests.Tls;

/// <summary>Speaks as much of PostgreSQL's protocol as TLS needs: agrees to TLS, shakes hands, and refuses the session with a known message.</summary>
sealed class FakePostgresServer : IAsyncDisposable
{
    public const string Accepted = "the fake server was reached";

    readonly TcpListener listener = new(IPAddress.Loopback, 0);
    readonly SslServerAuthenticationOptions options;
    readonly CancellationTokenSource stopping = new();
    readonly Task serving;

    public FakePostgresServer(SslServerAuthenticationOptions options)
    {
        this.options = options;
        listener.Start();
        serving = ServeAsync();
    }

    public FakePostgresServer(TestCertificate certificate, params TestCertificate[] intermediates)
        : this(
            new SslServerAuthenticationOptions
            {
                ServerCertificateContext = SslStreamCertificateContext.Create(
                    certificate.Certificate,
                    [.. intermediates.Select(intermediate => intermediate.Certificate)],
                    offline: true
                ),
            }
        ) { }

    public int Port => ((IPEndPoint)listener.LocalEndpoint).Port;

    public async ValueTask DisposeAsync()
    {
        await stopping.CancelAsync();
        await serving;
        // Not before: the loop may be on its way to the next connection.
        listener.Stop();
        stopping.Dispose();
    }

    async Task ServeAsync()
    {
        while (!stopping.IsCancellationRequested)
        {
            try
            {
                using var client = await listener.AcceptTcpClientAsync(stopping.Token);
                await AnswerAsync(client.GetStream());
            }
            catch (Exception exception)
                when (exception
                        is OperationCanceledException
                            or IOException
                            or SocketException
                            or System.Security.Authentication.AuthenticationException
                )
            {
                // The client refused us: that is what most tests are about.
            }
        }
    }

    async Task AnswerAsync(NetworkStream stream)
    {
        await ReadMessageAsync(stream);
        await stream.WriteAsync("S"u8.ToArray(), stopping.Token);
        await using var encrypted = new SslStream(stream);
        await encrypted.AuthenticateAsServerAsync(options, stopping.Token);
        await ReadMessageAsync(encrypted);
        var body = Encoding.ASCII.GetBytes($"SFATAL\0C28000\0M{Accepted}\0\0");
        var message = new byte[5 + body.Length];
        message[0] = (byte)'E';
        BinaryPrimitives.WriteInt32BigEndian(message.AsSpan(1), 4 + body.Length);
        body.CopyTo(message, 5);
        await encrypted.WriteAsync(message, stopping.Token);
    }

    async Task ReadMessageAsync(Stream stream)
    {
        var length = new byte[4];
        await stream.ReadExactlyAsync(length, stopping.Token);
        await stream.ReadExactlyAsync(new byte[BinaryPrimitives.ReadInt32BigEndian(length) - 4], stopping.Token);
    }
}
