using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Diagnosis.Probing;

/// <summary>A TLS handshake as it was seen: nothing is judged here.</summary>
sealed record TlsObservation
{
    /// <summary>The version.</summary>
    public required SslProtocols Protocol { get; init; }

    /// <summary>The cipher suite.</summary>
    public required TlsCipherSuite Cipher { get; init; }

    /// <summary>The protocol agreed on by ALPN; empty if none was.</summary>
    public required string ApplicationProtocol { get; init; }

    /// <summary>The name that was sent (SNI); empty if none was.</summary>
    public required string ServerName { get; init; }

    /// <summary>The server's certificate.</summary>
    public required X509Certificate2 Leaf { get; init; }

    /// <summary>What the server sent with it.</summary>
    public required IReadOnlyList<X509Certificate2> Presented { get; init; }

    /// <summary>Whether the server asked for a client certificate; <see langword="null"/> if that could not be seen.</summary>
    public bool? AsksForCertificate { get; init; }

    /// <summary>The authorities whose client certificates the server takes.</summary>
    public IReadOnlyList<string> AcceptableIssuers { get; init; } = [];

    /// <summary>The version as people write it.</summary>
    public string ProtocolName =>
        Protocol switch
        {
            SslProtocols.Tls13 => "TLS 1.3",
            SslProtocols.Tls12 => "TLS 1.2",
            _ => Protocol.ToString(),
        };
}
