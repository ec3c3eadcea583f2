using System.Security.Authentication;
using Dialtone.Parameters;

namespace Dialtone.Tls;

/// <summary>The protocol versions that may be negotiated; an open end leaves the choice to the TLS library.</summary>
/// <remarks>libpq <c>ssl_min_protocol_version</c> and <c>ssl_max_protocol_version</c>.</remarks>
readonly record struct TlsVersionRange(TlsVersion? Minimum, TlsVersion? Maximum)
{
    /// <summary>TLS 1.2 and everything newer: libpq's default.</summary>
    public static TlsVersionRange Default => new(TlsVersion.Tls12, null);

    /// <summary>Whether no version at all is left.</summary>
    public bool IsEmpty => Minimum > Maximum;

    /// <summary>The range as <see cref="System.Net.Security.SslStream"/> takes it.</summary>
    public SslProtocols ToSslProtocols()
    {
        if (this is (null, null))
        {
            return SslProtocols.None;
        }

        var protocols = SslProtocols.None;
        for (var version = Minimum ?? TlsVersion.Tls10; version <= (Maximum ?? TlsVersion.Tls13); version++)
        {
            protocols |= ToSslProtocol(version);
        }

        return protocols;
    }

    static SslProtocols ToSslProtocol(TlsVersion version) =>
        version switch
        {
            // The user named these two on purpose, as libpq lets them; the default never offers them.
#pragma warning disable SYSLIB0039, CA5397
            TlsVersion.Tls10 => SslProtocols.Tls,
            TlsVersion.Tls11 => SslProtocols.Tls11,
#pragma warning restore SYSLIB0039, CA5397
            TlsVersion.Tls12 => SslProtocols.Tls12,
            _ => SslProtocols.Tls13,
        };
}
