using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace Dialtone.Tls.Files;

/// <summary>Writes certificates and keys in each format.</summary>
static class BundleWriter
{
    static readonly PbeParameters Encryption = new(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, iterationCount: 600_000);

    /// <summary>The file's content.</summary>
    /// <exception cref="Errors.DatabaseException">The format needs what is not there.</exception>
    public static byte[] Write(
        IReadOnlyList<X509Certificate2> certificates,
        AsymmetricAlgorithm? key,
        CertificateFileFormat format,
        string? password
    )
    {
        if (password is not null && format is CertificateFileFormat.TraditionalKeyPem or CertificateFileFormat.KeyDer)
        {
            throw TlsFailure.File(
                "this format is written without a password",
                null,
                "leave the new password out, or write PKCS #8 in PEM or PKCS #12"
            );
        }

        return format switch
        {
            CertificateFileFormat.Pem => Bytes(Chain(certificates) + (key is null ? "" : KeyText(key, password))),
            CertificateFileFormat.CertificatePem => Bytes(Chain(certificates)),
            CertificateFileFormat.KeyPem => Bytes(KeyText(Needed(key), password)),
            CertificateFileFormat.TraditionalKeyPem => Bytes(
                (Needed(key) is RSA rsa ? rsa.ExportRSAPrivateKeyPem() : ((ECDsa)key!).ExportECPrivateKeyPem()) + "\n"
            ),
            CertificateFileFormat.KeyDer => Needed(key).ExportPkcs8PrivateKey(),
            CertificateFileFormat.CertificateDer => [.. First(certificates).RawDataMemory.Span],
            _ => Pkcs12(certificates, Needed(key), password),
        };
    }

    static byte[] Bytes(string text) => Encoding.ASCII.GetBytes(text);

    static string Chain(IReadOnlyList<X509Certificate2> certificates)
    {
        _ = First(certificates);
        return string.Concat(certificates.Select(certificate => certificate.ExportCertificatePem() + "\n"));
    }

    static string KeyText(AsymmetricAlgorithm key, string? password) =>
        (password is null ? key.ExportPkcs8PrivateKeyPem() : key.ExportEncryptedPkcs8PrivateKeyPem(password, Encryption)) + "\n";

    static byte[] Pkcs12(IReadOnlyList<X509Certificate2> certificates, AsymmetricAlgorithm key, string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            throw TlsFailure.File(
                "a PKCS #12 file needs a password: Java reads a key only where it has one",
                null,
                "give the new password"
            );
        }

        // A certificate that carries a key already keeps it.
        using var plain = X509CertificateLoader.LoadCertificate(First(certificates).RawDataMemory.Span);
        using var leaf = key is RSA rsa ? plain.CopyWithPrivateKey(rsa) : plain.CopyWithPrivateKey((ECDsa)key);
        var others = certificates.Skip(1).Select(certificate => X509CertificateLoader.LoadCertificate(certificate.RawDataMemory.Span));
        return new X509Certificate2Collection((X509Certificate2[])[leaf, .. others]).ExportPkcs12(
            Pkcs12ExportPbeParameters.Pbes2Aes256Sha256,
            password
        );
    }

    static X509Certificate2 First(IReadOnlyList<X509Certificate2> certificates) =>
        certificates.Count > 0
            ? certificates[0]
            : throw TlsFailure.File("there is no certificate to write", null, "name the certificate's file too");

    static AsymmetricAlgorithm Needed(AsymmetricAlgorithm? key) =>
        key ?? throw TlsFailure.File("there is no private key to write", null, "name the key's file too");
}
