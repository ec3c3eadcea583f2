using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Dialects;

/// <summary>How a line is encrypted, and what was verified.</summary>
public sealed record TlsInfo
{
    /// <summary>The protocol as OpenSSL spells it, such as <c>TLSv1.3</c>.</summary>
    public required string Protocol { get; init; }

    /// <summary>The cipher suite, such as <c>TLS_AES_256_GCM_SHA384</c>.</summary>
    public required string Cipher { get; init; }

    /// <summary>Whether the server's certificate was verified up to a trusted root.</summary>
    public required bool IsChainVerified { get; init; }

    /// <summary>Whether the server's certificate was verified to be issued for the host.</summary>
    public required bool IsNameVerified { get; init; }

    /// <summary>Whether the client has shown a certificate.</summary>
    public required bool IsClientCertificateSent { get; init; }

    /// <summary>The subject of the server's certificate; empty if it is not known.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The issuer of the server's certificate; empty if it is not known.</summary>
    public string Issuer { get; init; } = "";

    /// <summary>When the server's certificate expires.</summary>
    public DateTimeOffset? Expires { get; init; }

    internal static TlsInfo? Of(SslStream? stream, bool verifiesChain, bool verifiesName)
    {
        if (stream is not { CanRead: true, IsAuthenticated: true })
        {
            return null;
        }

        using var certificate = stream.RemoteCertificate is { } remote ? new X509Certificate2(remote) : null;
        return new()
        {
            Protocol = stream.SslProtocol switch
            {
                SslProtocols.Tls13 => "TLSv1.3",
                SslProtocols.Tls12 => "TLSv1.2",
                var other => other.ToString(),
            },
            Cipher = stream.NegotiatedCipherSuite.ToString(),
            IsChainVerified = verifiesChain,
            IsNameVerified = verifiesChain && verifiesName,
            IsClientCertificateSent = stream.IsMutuallyAuthenticated,
            Subject = certificate?.Subject ?? "",
            Issuer = certificate?.Issuer ?? "",
            Expires = certificate?.NotAfter.ToUniversalTime(),
        };
    }
}
