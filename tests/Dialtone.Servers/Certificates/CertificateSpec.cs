using System.Net;
using System.Security.Cryptography;

namespace Dialtone.Servers.Certificates;

/// <summary>A certificate to be made. Without changes: a server certificate without names, from the trusted root, with an EC key.</summary>
public sealed record CertificateSpec
{
    /// <summary>The name of its files.</summary>
    public required string Name { get; init; }

    /// <summary>A distinguished name such as <c>CN=localhost</c>; may be empty.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The dNSName alternatives, written as they are: wildcards, addresses and NUL characters included.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    public IReadOnlyList<IPAddress> Addresses { get; init; } = [];

    public CertificateIssuer Issuer { get; init; } = CertificateIssuer.Root;

    public Validity Validity { get; init; } = Validity.Current;

    public CertificateUsage Usage { get; init; } = CertificateUsage.Server;

    public KeyAlgorithm Algorithm { get; init; } = KeyAlgorithm.EcdsaP256;

    /// <summary>The hash of the issuer's signature.</summary>
    public HashAlgorithmName Hash { get; init; } = HashAlgorithmName.SHA256;

    /// <summary>Signed with RSA-PSS instead of PKCS#1 v1.5, by an issuer with an RSA key.</summary>
    public bool SignedWithPss { get; init; }

    /// <summary>Marked as a certificate authority.</summary>
    public bool IsAuthority { get; init; }

    /// <summary>Listed in the revocation list of its issuer.</summary>
    public bool IsRevoked { get; init; }

    /// <summary>The certificate file carries the intermediate certificate after the leaf.</summary>
    public bool WithChain { get; init; }
}
