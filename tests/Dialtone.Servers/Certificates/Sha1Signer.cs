using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Servers.Certificates;

/// <summary>Makes the signatures that .NET rightly no longer makes.</summary>
sealed class Sha1Signer(RSA key) : X509SignatureGenerator
{
    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) =>
        // SEQUENCE { OBJECT IDENTIFIER 1.2.840.113549.1.1.5 (sha1WithRSAEncryption), NULL }
        [0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, 0x05, 0x05, 0x00];

    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);

    protected override PublicKey BuildPublicKey() => new(key);
}
