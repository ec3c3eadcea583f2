using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dialtone.Servers.Certificates;

/// <summary>The bytes of a private key in every format that clients read.</summary>
static class KeyWriter
{
    static readonly PbeParameters Aes = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 10_000);

    /// <summary>Whether the format needs an RSA key; all others hold an EC key.</summary>
    public static bool IsForRsa(KeyFormat format) =>
        format is KeyFormat.Pkcs1Pem or KeyFormat.Pkcs1Der or KeyFormat.EncryptedTraditionalPem;

    public static bool IsEncrypted(KeyFormat format) =>
        format
            is KeyFormat.EncryptedPkcs8Pem
                or KeyFormat.EncryptedPkcs8Der
                or KeyFormat.EncryptedPkcs8TripleDesPem
                or KeyFormat.EncryptedPkcs8ScryptPem
                or KeyFormat.EncryptedTraditionalPem
                or KeyFormat.EncryptedTraditionalSec1Pem
                or KeyFormat.EncryptedPfx;

    public static bool HoldsCertificate(KeyFormat format) => format is KeyFormat.CombinedPem or KeyFormat.Pfx or KeyFormat.EncryptedPfx;

    public static byte[] Write(KeyFormat format, string certificatePem, string keyPem)
    {
        using AsymmetricAlgorithm key = IsForRsa(format) ? RSA.Create() : ECDsa.Create();
        key.ImportFromPem(keyPem);
        return format switch
        {
            KeyFormat.Pkcs8Pem => Text(keyPem),
            KeyFormat.Pkcs8Der => key.ExportPkcs8PrivateKey(),
            KeyFormat.Pkcs1Pem => Text(((RSA)key).ExportRSAPrivateKeyPem()),
            KeyFormat.Pkcs1Der => ((RSA)key).ExportRSAPrivateKey(),
            KeyFormat.Sec1Pem => Text(((ECDsa)key).ExportECPrivateKeyPem()),
            KeyFormat.Sec1Der => ((ECDsa)key).ExportECPrivateKey(),
            KeyFormat.Sec1PemWithParameters => Text(CurveParameters() + ((ECDsa)key).ExportECPrivateKeyPem()),
            KeyFormat.EncryptedPkcs8Pem => Text(key.ExportEncryptedPkcs8PrivateKeyPem(Pki.KeyPassword, Aes)),
            KeyFormat.EncryptedPkcs8Der => key.ExportEncryptedPkcs8PrivateKey(Pki.KeyPassword, Aes),
            KeyFormat.EncryptedPkcs8TripleDesPem => Text(ByOpenSsl("pkcs8 -topk8 -v2 des3", keyPem)),
            KeyFormat.EncryptedPkcs8ScryptPem => Text(ByOpenSsl("pkcs8 -topk8 -scrypt", keyPem)),
            KeyFormat.EncryptedTraditionalPem => Text(ByOpenSsl("rsa -aes256 -traditional", keyPem)),
            KeyFormat.EncryptedTraditionalSec1Pem => Text(ByOpenSsl("ec -aes256", keyPem)),
            KeyFormat.PemAfterText => Text("Bag Attributes\n    friendlyName: alice\nKey Attributes: <No Attributes>\n" + keyPem),
            KeyFormat.PemWithCarriageReturns => Text(keyPem.ReplaceLineEndings("\r\n")),
            KeyFormat.CombinedPem => Text(certificatePem + keyPem),
            KeyFormat.Pfx => Pfx(certificatePem, keyPem, ""),
            KeyFormat.EncryptedPfx => Pfx(certificatePem, keyPem, Pki.KeyPassword),
            _ => throw new ArgumentOutOfRangeException(nameof(format), format, "No such key format."),
        };
    }

    static byte[] Text(string pem) => Encoding.ASCII.GetBytes(pem.EndsWith('\n') ? pem : pem + "\n");

    static string CurveParameters() => OpenSsl.Run(["ecparam", "-name", "prime256v1"]);

    static string ByOpenSsl(string command, string keyPem) =>
        OpenSsl.Run([.. command.Split(' '), "-passout", $"pass:{Pki.KeyPassword}"], keyPem);

    static byte[] Pfx(string certificatePem, string keyPem, string password)
    {
        using var certificate = X509Certificate2.CreateFromPem(certificatePem, keyPem);
        return certificate.Export(X509ContentType.Pkcs12, password);
    }
}
