using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Tls.Files;

namespace Dialtone.Tls.Issuing;

/// <summary>A new certificate with its private key and the intermediate CAs between it and the root.</summary>
public sealed class IssuedCertificate : IDisposable
{
    internal IssuedCertificate(X509Certificate2 certificate, IReadOnlyList<X509Certificate2> intermediates)
    {
        Certificate = certificate;
        Intermediates = intermediates;
    }

    /// <summary>The certificate with its private key.</summary>
    public X509Certificate2 Certificate { get; }

    /// <summary>The intermediate CAs, the certificate's own issuer first; empty if the root issued it.</summary>
    public IReadOnlyList<X509Certificate2> Intermediates { get; }

    /// <summary>The certificate followed by its intermediates, as a server or client sends them.</summary>
    public string ToCertificatePem() =>
        string.Concat(Intermediates.Prepend(Certificate).Select(certificate => certificate.ExportCertificatePem() + "\n"));

    /// <summary>The private key as unencrypted PKCS#8.</summary>
    public string ToPrivateKeyPem()
    {
        using AsymmetricAlgorithm? key = (AsymmetricAlgorithm?)Certificate.GetECDsaPrivateKey() ?? Certificate.GetRSAPrivateKey();
        return key!.ExportPkcs8PrivateKeyPem() + "\n";
    }

    /// <summary>Writes the chain and the private key as PEM files; the key's file is readable by its owner only (0600).</summary>
    /// <param name="certificatePath">The file for the certificate and its intermediates.</param>
    /// <param name="keyPath">The file for the private key.</param>
    /// <param name="overwrite">Whether existing files are replaced.</param>
    /// <exception cref="Errors.DatabaseException">A file exists and <paramref name="overwrite"/> is false, or a file cannot be written.</exception>
    public void WritePem(string certificatePath, string keyPath, bool overwrite = false)
    {
        CertificateFile.CheckAbsent(certificatePath, overwrite);
        CertificateFile.Write(keyPath, ToPrivateKeyPem(), isSecret: true, overwrite);
        CertificateFile.Write(certificatePath, ToCertificatePem(), isSecret: false, overwrite);
    }

    /// <summary>Releases the certificate and its key; the intermediates belong to their authority.</summary>
    public void Dispose() => Certificate.Dispose();
}
