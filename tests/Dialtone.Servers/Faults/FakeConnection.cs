using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Servers.Certificates;

namespace Dialtone.Servers.Faults;

/// <summary>One client of a <see cref="FakeServer"/>: the steps a script can take, and the record of what the client sent.</summary>
public sealed class FakeConnection : IDisposable
{
    readonly Socket socket;
    Stream stream;

    internal FakeConnection(Socket socket, int index)
    {
        this.socket = socket;
        Index = index;
        stream = new RecordingStream(new NetworkStream(socket, ownsSocket: true), Wire);
    }

    /// <summary>How many clients came before this one.</summary>
    public int Index { get; }

    /// <summary>What came over the wire, encrypted where it was encrypted.</summary>
    public ByteRecord Wire { get; } = new();

    /// <summary>What the client said inside TLS; empty without TLS.</summary>
    public ByteRecord InsideTls { get; } = new();

    /// <summary>Whether the client said the text, inside or outside TLS.</summary>
    public bool Said(string text) => Wire.Contains(text) || InsideTls.Contains(text);

    /// <summary>What the client asked for when it began TLS.</summary>
    public SslClientHelloInfo? ClientHello { get; private set; }

    /// <summary>The protocol agreed on by ALPN, empty if none; null without TLS.</summary>
    public string? ApplicationProtocol { get; private set; }

    /// <summary>The certificate the client showed, as DER.</summary>
    public byte[]? ClientCertificate { get; private set; }

    /// <summary>Why the script ended early: the client went away, or TLS failed. Null when it ran to its end.</summary>
    public Exception? Failure { get; internal set; }

    /// <summary>Ends when the script has ended.</summary>
    public Task Completion { get; internal set; } = Task.CompletedTask;

    public async Task<byte[]> ReadAsync(int count, CancellationToken cancellationToken)
    {
        var bytes = new byte[count];
        await stream.ReadExactlyAsync(bytes, cancellationToken);
        return bytes;
    }

    /// <summary>Reads, and so records, until the client closes.</summary>
    public async Task ReadToEndAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[4096];
        while (await stream.ReadAsync(buffer, cancellationToken) > 0) { }
    }

    /// <summary>The next byte, left where it is.</summary>
    public async Task<byte> PeekAsync(CancellationToken cancellationToken)
    {
        var next = new byte[1];
        var count = await socket.ReceiveAsync(next, SocketFlags.Peek, cancellationToken);
        return count == 1 ? next[0] : throw new EndOfStreamException();
    }

    public async Task SendAsync(ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        await stream.WriteAsync(bytes, cancellationToken);
        await stream.FlushAsync(cancellationToken);
    }

    /// <summary>Begins TLS with a certificate, whatever the client thinks of it. A client certificate is asked for and any is taken.</summary>
    public Task StartTlsAsync(CertificateFiles certificate, CancellationToken cancellationToken) =>
        StartTlsAsync(certificate, asksForCertificate: true, knowsProtocols: true, cancellationToken);

    /// <summary>The same, but without asking for a certificate, or as a TLS proxy that has never heard of application protocols.</summary>
    public async Task StartTlsAsync(
        CertificateFiles certificate,
        bool asksForCertificate,
        bool knowsProtocols,
        CancellationToken cancellationToken
    )
    {
        var tls = new SslStream(stream);
        var options = new SslServerAuthenticationOptions
        {
            ServerCertificateContext = certificate.LoadForServer(),
            ClientCertificateRequired = asksForCertificate,
            CertificateRevocationCheckMode = X509RevocationMode.NoCheck,
            ApplicationProtocols = knowsProtocols ? [new("postgresql")] : null,
            RemoteCertificateValidationCallback = (_, shown, _, _) =>
            {
                ClientCertificate = shown?.GetRawCertData();
                return true;
            },
        };
        await tls.AuthenticateAsServerAsync(
            (_, hello, _, _) =>
            {
                ClientHello = hello;
                return ValueTask.FromResult(options);
            },
            null,
            cancellationToken
        );
        ApplicationProtocol = tls.NegotiatedApplicationProtocol.ToString();
        stream = new RecordingStream(tls, InsideTls);
    }

    /// <summary>Says nothing until the client goes away.</summary>
    public Task HangAsync(CancellationToken cancellationToken) => ReadToEndAsync(cancellationToken);

    /// <summary>Closes with a reset instead of an orderly end.</summary>
    public void Reset()
    {
        socket.LingerState = new(enable: true, seconds: 0);
        Dispose();
    }

    public void Dispose() => stream.Dispose();

    internal static bool IsOrdinary(Exception failure) =>
        failure is IOException or SocketException or AuthenticationException or OperationCanceledException or ObjectDisposedException;
}
