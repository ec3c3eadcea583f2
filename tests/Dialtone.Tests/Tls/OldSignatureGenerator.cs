using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tests.Tls;

/// <summary>Signs certificates with SHA-1 and RSA, which .NET refuses to do.</summary>
sealed class OldSignatureGenerator(RSA key) : X509SignatureGenerator
{
    /// <summary>sha1WithRSAEncryption.</summary>
    static readonly byte[] Algorithm = Convert.FromHexString("300d06092a864886f70d0101050500");

    public override byte[] GetSignatureAlgorithmIdentifier(HashAlgorithmName hashAlgorithm) => Algorithm;

#pragma warning disable CA5350 // It is what the test is about.
    public override byte[] SignData(byte[] data, HashAlgorithmName hashAlgorithm) =>
        key.SignData(data, HashAlgorithmName.SHA1, RSASignaturePadding.Pkcs1);
#pragma warning restore CA5350

    protected override PublicKey BuildPublicKey() => new(key);
}
