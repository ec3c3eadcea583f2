using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using Dialtone.Errors;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

/// <summary>A TLS handshake between a policy and a server in this process, and what both saw of it.</summary>
sealed record Handshake
{
    /// <summary>Why the policy refused; nothing if it accepted.</summary>
    public DatabaseException? Refusal { get; init; }

    /// <summary>Any other failure of the client's side.</summary>
    public Exception? Failure { get; init; }

    public SslProtocols Protocol { get; init; }

    /// <summary>The application protocol that was agreed on.</summary>
    public string ApplicationProtocol { get; init; } = "";

    /// <summary>The name that the server was asked for.</summary>
    public string? ServerName { get; init; }

    /// <summary>The client's certificate as the server saw it.</summary>
    public string? ClientName { get; init; }

    /// <summary>The names of the certificates that the client sent with its own.</summary>
    public string[] ClientIntermediates { get; init; } = [];

    /// <summary>Shakes hands with a server that shows these certificates and asks for a client's.</summary>
    public static Task<Handshake> RunAsync(
        TlsPolicy policy,
        string? host,
        TestCertificate certificate,
        params TestCertificate[] intermediates
    ) => RunAsync(options => policy.Apply(options, host), server => { }, certificate, intermediates);

    /// <summary>Shakes hands with options of one's own.</summary>
    public static async Task<Handshake> RunAsync(
        Action<SslClientAuthenticationOptions> configureClient,
        Action<SslServerAuthenticationOptions> configureServer,
        TestCertificate certificate,
        params TestCertificate[] intermediates
    )
    {
        var cancellation = TestContext.Current.CancellationToken;
        var seen = new Handshake();
        var serverOptions = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = SslStreamCertificateContext.Create(
                certificate.Certificate,
                [.. intermediates.Select(intermediate => intermediate.Certificate)],
                offline: true
            ),
            ClientCertificateRequired = true,
            RemoteCertificateValidationCallback = (_, client, chain, _) =>
            {
                string[] extra = [.. chain?.ChainPolicy.ExtraStore.Select(item => item.Subject) ?? []];
                seen = seen with { ClientName = client?.Subject, ClientIntermediates = [.. extra.Where(name => name != client?.Subject)] };
                return true;
            },
        };
        configureServer(serverOptions);

        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        using var client = new TcpClient();
        var accepting = listener.AcceptTcpClientAsync(cancellation).AsTask();
        await client.ConnectAsync((IPEndPoint)listener.LocalEndpoint, cancellation);
        using var accepted = await accepting;
        await using var server = new SslStream(accepted.GetStream());
        var serving = ServeAsync(
            server,
            (hello, _) =>
            {
                seen = seen with { ServerName = hello.ServerName };
                return ValueTask.FromResult(serverOptions);
            }
        );
        await using var stream = new SslStream(client.GetStream());
        var result = await ConnectAsync(stream, configureClient);
        client.Close();
        await serving;
        return result with { ServerName = seen.ServerName, ClientName = seen.ClientName, ClientIntermediates = seen.ClientIntermediates };
    }

    static async Task<Handshake> ConnectAsync(SslStream stream, Action<SslClientAuthenticationOptions> configure)
    {
        try
        {
            var options = new SslClientAuthenticationOptions { TargetHost = "what the driver thought" };
            configure(options);
            await stream.AuthenticateAsClientAsync(options, TestContext.Current.CancellationToken);
            await stream.ReadExactlyAsync(new byte[1], TestContext.Current.CancellationToken);
            return new() { Protocol = stream.SslProtocol, ApplicationProtocol = stream.NegotiatedApplicationProtocol.ToString() };
        }
        catch (Exception exception) when ((exception as DatabaseException ?? exception.InnerException) is DatabaseException refusal)
        {
            return new() { Refusal = refusal };
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return new() { Failure = exception };
        }
    }

    static async Task ServeAsync(SslStream stream, ServerOptionsSelector selector)
    {
        try
        {
            await stream.AuthenticateAsServerAsync(
                (_, hello, _, _) => selector(hello, default),
                null,
                TestContext.Current.CancellationToken
            );
            await stream.WriteAsync(new byte[1], TestContext.Current.CancellationToken);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            // The client hung up: the client's side tells why.
        }
    }

    delegate ValueTask<SslServerAuthenticationOptions> ServerOptionsSelector(SslClientHelloInfo hello, CancellationToken cancellation);
}
