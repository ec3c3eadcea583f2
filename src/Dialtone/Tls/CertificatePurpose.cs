using System.Formats.Asn1;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>Whether a certificate may stand in the chain of a TLS server: OpenSSL's purpose <c>sslserver</c>, which is narrower than .NET's check.</summary>
static class CertificatePurpose
{
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";
    const string NetscapeCertificateType = "2.16.840.1.113730.1.1";
    const int NetscapeServer = 0x40;

    const X509KeyUsageFlags ServerKeyUsages =
        X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.KeyEncipherment | X509KeyUsageFlags.KeyAgreement;

    /// <summary>What forbids the use; <see langword="null"/> if nothing does.</summary>
    public static VerificationProblem? Find(X509Certificate2 certificate, bool isLeaf)
    {
        foreach (var extension in certificate.Extensions)
        {
            var reason = extension switch
            {
                // "Any purpose" does not count: OpenSSL wants the server's purpose itself.
                X509EnhancedKeyUsageExtension usages when !Includes(usages, ServerAuthentication) => "extended key usage",
                X509KeyUsageExtension usages when isLeaf && (usages.KeyUsages & ServerKeyUsages) == 0 => "key usage",
                { Oid.Value: NetscapeCertificateType } when isLeaf && !AllowsServer(extension.RawData) => "Netscape certificate type",
                _ => null,
            };
            if (reason is not null)
            {
                return new(
                    $"certificate \"{CertificateText.NameOf(certificate)}\" is not meant for TLS servers ({reason})",
                    "have the certificate reissued for servers: extended key usage serverAuth, key usage digitalSignature"
                );
            }
        }

        return null;
    }

    static bool Includes(X509EnhancedKeyUsageExtension usages, string purpose) =>
        usages.EnhancedKeyUsages.Cast<System.Security.Cryptography.Oid>().Any(usage => usage.Value == purpose);

    static bool AllowsServer(byte[] types)
    {
        var bits = new AsnReader(types, AsnEncodingRules.BER).ReadBitString(out _);
        return bits is [var first, ..] && (first & NetscapeServer) != 0;
    }
}
