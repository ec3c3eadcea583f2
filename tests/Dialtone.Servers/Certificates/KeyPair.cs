using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Servers.Certificates;

/// <summary>A fresh key: the public half for the certificate, the private half as PKCS#8 PEM, and the .NET key except for Ed25519.</summary>
sealed record KeyPair(PublicKey PublicKey, string Pkcs8Pem, AsymmetricAlgorithm? Algorithm)
{
    public static KeyPair Create(KeyAlgorithm algorithm) =>
        algorithm switch
        {
            KeyAlgorithm.EcdsaP256 => Of(ECDsa.Create(ECCurve.NamedCurves.nistP256)),
            KeyAlgorithm.Rsa2048 => Of(RSA.Create(2048)),
            KeyAlgorithm.Rsa1024 => Of(RSA.Create(1024)),
            _ => CreateEd25519(),
        };

    /// <summary>Signs certificates and revocation lists with this key.</summary>
    public X509SignatureGenerator Signer(HashAlgorithmName hash, bool pss = false) =>
        Algorithm switch
        {
            RSA rsa when hash == HashAlgorithmName.SHA1 => new Sha1Signer(rsa),
            RSA rsa => X509SignatureGenerator.CreateForRSA(rsa, pss ? RSASignaturePadding.Pss : RSASignaturePadding.Pkcs1),
            ECDsa ecdsa when !pss => X509SignatureGenerator.CreateForECDsa(ecdsa),
            _ => throw new NotSupportedException("This issuer's key cannot make that kind of signature."),
        };

    static KeyPair Of(AsymmetricAlgorithm algorithm) => new(new PublicKey(algorithm), algorithm.ExportPkcs8PrivateKeyPem(), algorithm);

    static KeyPair CreateEd25519()
    {
        var privatePem = OpenSsl.Run(["genpkey", "-algorithm", "ed25519"]);
        var publicPem = OpenSsl.Run(["pkey", "-pubout"], privatePem);
        var info = Convert.FromBase64String(publicPem[PemEncoding.Find(publicPem).Base64Data]);
        return new(PublicKey.CreateFromSubjectPublicKeyInfo(info, out _), privatePem, null);
    }
}
