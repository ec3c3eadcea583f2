using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>Refuses what OpenSSL's security level 2 refuses and .NET lets pass: short keys, and signatures over MD5 or SHA-1.</summary>
static class KeyStrength
{
    const int MinimumRsaBits = 2048;
    const int MinimumEllipticBits = 224;

    /// <summary>What is too weak; <see langword="null"/> if nothing is.</summary>
    /// <param name="certificate">The certificate.</param>
    /// <param name="isAnchor">Whether it is trusted by itself, so that its own signature proves nothing anyway.</param>
    public static VerificationProblem? Find(X509Certificate2 certificate, bool isAnchor)
    {
        var name = CertificateText.NameOf(certificate);
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is { KeySize: < MinimumRsaBits })
        {
            return new(
                $"the RSA key of certificate \"{name}\" is too weak ({rsa.KeySize} bits)",
                $"use RSA keys of {MinimumRsaBits} bits or more"
            );
        }

        using var ecdsa = certificate.GetECDsaPublicKey();
        if (ecdsa is { KeySize: < MinimumEllipticBits })
        {
            return new($"the EC key of certificate \"{name}\" is too weak ({ecdsa.KeySize} bits)", "use the curve P-256 or better");
        }

        return !isAnchor && CertificateSignature.IsWeak(certificate.SignatureAlgorithm.Value)
            ? new(
                $"the signature of certificate \"{name}\" is too weak ({certificate.SignatureAlgorithm.FriendlyName})",
                "have the certificate reissued with SHA-256"
            )
            : null;
    }
}
