using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls.Files;

/// <summary>What a certificate says, as text and values. Texts are escaped: a certificate is written by a stranger.</summary>
public sealed record CertificateSummary
{
    /// <summary>The common name, or the whole subject if it has none.</summary>
    public required string Subject { get; init; }

    /// <summary>The issuer's common name, or its whole name.</summary>
    public required string Issuer { get; init; }

    /// <summary>Whether it names itself as its issuer.</summary>
    public required bool IsSelfIssued { get; init; }

    /// <summary>Whether it may issue certificates.</summary>
    public required bool IsAuthority { get; init; }

    /// <summary>The DNS names and addresses that it is for; empty if it has only a common name.</summary>
    public required IReadOnlyList<string> Names { get; init; }

    /// <summary>From when it counts.</summary>
    public required DateTimeOffset NotBefore { get; init; }

    /// <summary>Until when it counts.</summary>
    public required DateTimeOffset NotAfter { get; init; }

    /// <summary>The kind and size of its key, such as <c>RSA 3072</c> or <c>EC P-256</c>.</summary>
    public required string Key { get; init; }

    /// <summary>The algorithm of its signature.</summary>
    public required string Signature { get; init; }

    /// <summary>What its extended key usage allows, such as <c>server</c> and <c>client</c>; empty if it allows everything.</summary>
    public required IReadOnlyList<string> Usages { get; init; }

    /// <summary>The serial number in hexadecimal.</summary>
    public required string SerialNumber { get; init; }

    /// <summary>The SHA-256 of the whole certificate in hexadecimal.</summary>
    public required string Fingerprint { get; init; }

    /// <summary>Describes a certificate.</summary>
    public static CertificateSummary Of(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return new()
        {
            Subject = CertificateText.NameOf(certificate),
            Issuer = CertificateText.NameOf(certificate.IssuerName),
            IsSelfIssued = certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData),
            IsAuthority = certificate.Extensions.OfType<X509BasicConstraintsExtension>().Any(basic => basic.CertificateAuthority),
            Names = SubjectNames.Texts(certificate),
            NotBefore = certificate.NotBefore.ToUniversalTime(),
            NotAfter = certificate.NotAfter.ToUniversalTime(),
            Key = KeyOf(certificate),
            Signature = CertificateText.Escape(
                certificate.SignatureAlgorithm.FriendlyName ?? certificate.SignatureAlgorithm.Value ?? "unknown"
            ),
            Usages =
            [
                .. certificate
                    .Extensions.OfType<X509EnhancedKeyUsageExtension>()
                    .SelectMany(usage => usage.EnhancedKeyUsages.Cast<Oid>())
                    .Select(usage =>
                        usage.Value switch
                        {
                            "1.3.6.1.5.5.7.3.1" => "server",
                            "1.3.6.1.5.5.7.3.2" => "client",
                            var other => other ?? "unknown",
                        }
                    ),
            ],
            SerialNumber = certificate.SerialNumber,
            Fingerprint = certificate.GetCertHashString(HashAlgorithmName.SHA256),
        };
    }

    static string KeyOf(X509Certificate2 certificate)
    {
        try
        {
            using var rsa = certificate.GetRSAPublicKey();
            if (rsa is not null)
            {
                return $"RSA {rsa.KeySize}";
            }

            using var ec = certificate.GetECDsaPublicKey();
            return ec is not null ? $"EC {CurveOf(ec)}" : OtherKey(certificate);
        }
        catch (CryptographicException)
        {
            return OtherKey(certificate);
        }
    }

    static string CurveOf(ECDsa key) =>
        key.ExportParameters(includePrivateParameters: false).Curve.Oid is { } curve
            ? curve.Value switch
            {
                "1.2.840.10045.3.1.7" => "P-256",
                "1.3.132.0.34" => "P-384",
                "1.3.132.0.35" => "P-521",
                _ => curve.FriendlyName ?? curve.Value ?? $"{key.KeySize}",
            }
            : $"{key.KeySize}";

    static string OtherKey(X509Certificate2 certificate) =>
        certificate.GetKeyAlgorithm() switch
        {
            "1.3.101.112" => "Ed25519",
            "1.3.101.113" => "Ed448",
            var other => other,
        };
}
