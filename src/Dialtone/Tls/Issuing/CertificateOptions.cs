using System.Net;

namespace Dialtone.Tls.Issuing;

/// <summary>What a new certificate says.</summary>
public sealed record CertificateOptions
{
    /// <summary>The common name; for a PostgreSQL client certificate the database user, unless the server maps names.</summary>
    public required string CommonName { get; init; }

    /// <summary>DNS names of a server, wildcards allowed; none by default.</summary>
    public IReadOnlyList<string> DnsNames { get; init; } = [];

    /// <summary>Addresses of a server; none by default.</summary>
    public IReadOnlyList<IPAddress> IpAddresses { get; init; } = [];

    /// <summary>What the certificate is good for; ignored for a CA.</summary>
    public CertificateUsage Usage { get; init; }

    /// <summary>The kind of key to make.</summary>
    public CertificateKeyKind KeyKind { get; init; }

    /// <summary>From when the certificate counts; five minutes ago by default, because clocks differ.</summary>
    public DateTimeOffset? NotBefore { get; init; }

    /// <summary>Until when the certificate counts; by default ten years for a CA, one year for others, but never longer than the issuer.</summary>
    public DateTimeOffset? NotAfter { get; init; }
}
