using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>Whether an issuer signed something, for the signature algorithms of certificates and revocation lists.</summary>
static class CertificateSignature
{
    const string Pss = "1.2.840.113549.1.1.10";

    /// <summary>The hash of a signature algorithm and whether its key is RSA; <see langword="null"/> if .NET cannot verify it.</summary>
    static (HashAlgorithmName Hash, bool IsRsa)? Find(string algorithm) =>
        algorithm switch
        {
            "1.2.840.113549.1.1.4" => (HashAlgorithmName.MD5, true),
            "1.2.840.113549.1.1.5" => (HashAlgorithmName.SHA1, true),
            "1.2.840.113549.1.1.11" => (HashAlgorithmName.SHA256, true),
            "1.2.840.113549.1.1.12" => (HashAlgorithmName.SHA384, true),
            "1.2.840.113549.1.1.13" => (HashAlgorithmName.SHA512, true),
            "1.2.840.10045.4.1" => (HashAlgorithmName.SHA1, false),
            "1.2.840.10045.4.3.2" => (HashAlgorithmName.SHA256, false),
            "1.2.840.10045.4.3.3" => (HashAlgorithmName.SHA384, false),
            "1.2.840.10045.4.3.4" => (HashAlgorithmName.SHA512, false),
            _ => null,
        };

    /// <summary>Whether <see cref="Verify"/> can answer for the algorithm at all.</summary>
    public static bool Supports(string algorithm) => algorithm == Pss || Find(algorithm) is not null;

    /// <summary>Whether the algorithm rests on MD5 or SHA-1. RSASSA-PSS is judged by its parameters elsewhere.</summary>
    public static bool IsWeak(string? algorithm) =>
        algorithm is not null
        && Find(algorithm) is { } found
        && (found.Hash == HashAlgorithmName.MD5 || found.Hash == HashAlgorithmName.SHA1);

    /// <summary>Whether the issuer's key made this signature. An algorithm that is not supported never fits.</summary>
    /// <param name="issuer">Whose key is used.</param>
    /// <param name="algorithm">A DER <c>AlgorithmIdentifier</c>.</param>
    /// <param name="data">What was signed.</param>
    /// <param name="signature">The signature's bytes.</param>
    public static bool Verify(
        X509Certificate2 issuer,
        ReadOnlyMemory<byte> algorithm,
        ReadOnlySpan<byte> data,
        ReadOnlySpan<byte> signature
    )
    {
        try
        {
            var reader = new AsnReader(algorithm, AsnEncodingRules.DER).ReadSequence();
            var name = reader.ReadObjectIdentifier();
            if (name == Pss)
            {
                using var pssKey = RsaKeyOf(issuer);
                return pssKey is not null && reader.HasData && RsaPss.Verify(pssKey, reader.ReadEncodedValue(), data, signature);
            }

            if (Find(name) is not { } found)
            {
                return false;
            }

            if (found.IsRsa)
            {
                using var rsa = issuer.GetRSAPublicKey();
                return rsa is not null && rsa.VerifyData(data, signature, found.Hash, RSASignaturePadding.Pkcs1);
            }

            using var ecdsa = issuer.GetECDsaPublicKey();
            return ecdsa is not null && ecdsa.VerifyData(data, signature, found.Hash, DSASignatureFormat.Rfc3279DerSequence);
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            return false;
        }
    }

    /// <summary>The RSA key, also of a certificate whose key is restricted to RSASSA-PSS, which .NET does not hand out.</summary>
    static RSA? RsaKeyOf(X509Certificate2 issuer)
    {
        if (issuer.GetKeyAlgorithm() != Pss)
        {
            return issuer.GetRSAPublicKey();
        }

        var rsa = RSA.Create();
        rsa.ImportRSAPublicKey(issuer.PublicKey.EncodedKeyValue.RawData, out _);
        return rsa;
    }
}
