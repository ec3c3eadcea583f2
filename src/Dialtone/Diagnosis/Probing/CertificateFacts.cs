using System.Security.Cryptography.X509Certificates;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Probing;

/// <summary>What evidence says about a certificate.</summary>
static class CertificateFacts
{
    static readonly TimeSpan SoonExpired = TimeSpan.FromDays(30);

    const string Pss = "1.2.840.113549.1.1.10";

    /// <summary>Whose it is, whose signature it bears, until when.</summary>
    public static string Describe(X509Certificate2 certificate, TimeProvider time)
    {
        var left = certificate.NotAfter.ToUniversalTime() - time.GetUtcNow();
        var days = (int)Math.Floor(left.TotalDays);
        var issuer = CertificateText.NameOf(certificate.IssuerName);
        return $"\"{CertificateText.NameOf(certificate)}\""
            + (IsSelfIssued(certificate) ? " (self-signed)" : $" from \"{issuer}\"")
            + (
                left < TimeSpan.Zero ? $", EXPIRED on {CertificateText.Time(certificate.NotAfter)}"
                : certificate.NotBefore.ToUniversalTime() > time.GetUtcNow()
                    ? $", not valid before {CertificateText.Time(certificate.NotBefore)}"
                : $", until {CertificateText.Time(certificate.NotAfter)[..10]} ({days} {(days == 1 ? "day" : "days")})"
            );
    }

    /// <summary>Whether it ends within thirty days, or has ended.</summary>
    public static bool IsNearExpiry(X509Certificate2 certificate, TimeProvider time) =>
        certificate.NotAfter.ToUniversalTime() - time.GetUtcNow() < SoonExpired;

    /// <summary>Whether it names itself as its issuer.</summary>
    public static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>The DNS names and addresses that it is for; none of them if it has only a common name.</summary>
    public static IReadOnlyList<string> AlternativeNames(X509Certificate2 certificate) => SubjectNames.Texts(certificate);

    /// <summary>Why channel binding cannot be made with it, in a word for its signature; <see langword="null"/> if it can.</summary>
    public static string? ObstacleToBinding(X509Certificate2 certificate) =>
        certificate.SignatureAlgorithm.Value switch
        {
            "1.3.101.112" => "Ed25519",
            "1.3.101.113" => "Ed448",
            Pss => "RSA-PSS",
            _ => null,
        };
}
