using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls.Files;

/// <summary>The certificates and the private key of a file, in whatever format it is written, and the way into another format.</summary>
public sealed class CertificateBundle : IDisposable
{
    internal CertificateBundle(
        string format,
        IReadOnlyList<X509Certificate2> certificates,
        AsymmetricAlgorithm? key,
        int revocationLists = 0
    )
    {
        Format = format;
        Certificates = certificates;
        Key = key;
        RevocationListCount = revocationLists;
    }

    /// <summary>How the file is written, such as <c>PEM</c>, <c>DER</c>, <c>PKCS#12</c>; of a key's file, the kind of key too.</summary>
    public string Format { get; }

    /// <summary>The certificates, in the order of the file.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>How many revocation lists are in the file.</summary>
    public int RevocationListCount { get; }

    /// <summary>Whether a private key was read.</summary>
    public bool HasKey => Key is not null;

    /// <summary>The kind and size of the private key, such as <c>EC 256</c>; <see langword="null"/> if there is none.</summary>
    public string? KeyKind => Key is null ? null : $"{(Key is RSA ? "RSA" : "EC")} {Key.KeySize}";

    AsymmetricAlgorithm? Key { get; }

    /// <summary>Reads a file of PEM, DER or PKCS #12; certificates, a private key, revocation lists, or several of them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="password">The password of an encrypted key or of a PKCS #12 file.</param>
    /// <exception cref="Errors.DatabaseException">The file cannot be read, holds nothing of the kind, or the password is missing or wrong.</exception>
    public static CertificateBundle Read(string path, string? password = null)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return BundleReader.Read(path, password);
    }

    /// <summary>Puts the certificates of several files and the one private key among them together; the certificate of the key comes first.</summary>
    /// <param name="parts">The files' contents; they stay their owners'.</param>
    /// <exception cref="Errors.DatabaseException">There are two keys, or the key belongs to none of the certificates.</exception>
    public static CertificateBundle Join(params IReadOnlyList<CertificateBundle> parts)
    {
        ArgumentNullException.ThrowIfNull(parts);
        var keys = parts.Where(part => part.HasKey).Select(part => part.Key!).ToList();
        if (keys.Count > 1)
        {
            throw TlsFailure.File("there are two private keys", null, "name the files of one pair");
        }

        var certificates = parts.SelectMany(part => part.Certificates).ToList();
        if (keys is [var key] && certificates.Count > 0)
        {
            var own =
                certificates.Find(certificate => Fits(certificate, key))
                ?? throw TlsFailure.File(
                    "the private key belongs to none of the certificates",
                    null,
                    "name the certificate and the private key of one pair"
                );
            certificates.Remove(own);
            certificates.Insert(0, own);
        }

        return new("", certificates, keys.FirstOrDefault());
    }

    /// <summary>Whether the private key belongs to a certificate.</summary>
    public bool IsKeyOf(X509Certificate2 certificate)
    {
        ArgumentNullException.ThrowIfNull(certificate);
        return Key is not null && Fits(certificate, Key);
    }

    /// <summary>What libpq says against sending a certificate with a key, in its words; <see langword="null"/> if it takes them.</summary>
    /// <param name="certificatePath">libpq's <c>sslcert</c>.</param>
    /// <param name="keyPath">libpq's <c>sslkey</c>.</param>
    /// <param name="password">libpq's <c>sslpassword</c>.</param>
    public static string? ObjectionOfLibpq(string certificatePath, string keyPath, string? password = null)
    {
        var source = new Parameters.ParameterSource.Argument();
        var settings = new TlsSettings
        {
            CertificateFile = new(certificatePath, "sslcert", source),
            KeyFile = new(keyPath, "sslkey", source),
            KeyPassword = password is null ? null : new(password),
            MissingCertificateIsError = true,
        };
        try
        {
            _ = ClientCredential.Load(settings, null, new(), [], TimeProvider.System);
            return null;
        }
        catch (Errors.DatabaseException exception)
        {
            return exception.Failure.What;
        }
    }

    /// <summary>Checks what <see cref="Write"/> would find wrong with the file's place.</summary>
    /// <exception cref="Errors.DatabaseException">The file exists and <paramref name="overwrite"/> is false.</exception>
    public static void CheckAbsent(string path, bool overwrite) => CertificateFile.CheckAbsent(path, overwrite);

    /// <summary>Writes a file; one that holds a private key is readable by its owner only (0600), from its first moment.</summary>
    /// <param name="path">The file.</param>
    /// <param name="format">The format.</param>
    /// <param name="password">Encrypts the key; PKCS #12 needs one. Not possible for the traditional and DER formats of a key.</param>
    /// <param name="overwrite">Whether an existing file is replaced.</param>
    /// <exception cref="Errors.DatabaseException">The format needs what is not there, the file exists, or it cannot be written.</exception>
    public void Write(string path, CertificateFileFormat format, string? password = null, bool overwrite = false)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        var content = BundleWriter.Write(Certificates, Key, format, password);
        try
        {
            var isSecret = format is not (CertificateFileFormat.CertificatePem or CertificateFileFormat.CertificateDer) && HasKey;
            CertificateFile.Write(path, content, isSecret, overwrite);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    /// <summary>Releases certificates and key.</summary>
    public void Dispose()
    {
        foreach (var certificate in Certificates)
        {
            certificate.Dispose();
        }

        Key?.Dispose();
    }

    static bool Fits(X509Certificate2 certificate, AsymmetricAlgorithm key) =>
        key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo());
}
