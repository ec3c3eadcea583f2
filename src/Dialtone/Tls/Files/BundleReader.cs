using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls.Files;

/// <summary>Reads certificates and keys by what the file holds, not by its name.</summary>
static class BundleReader
{
    /// <summary>Reads the file.</summary>
    /// <exception cref="Errors.DatabaseException">It cannot be read.</exception>
    public static CertificateBundle Read(string path, string? password)
    {
        var status = FileStatus.Of(path);
        var content =
            TlsFileContent.Read(path, status.Kind, out var reason)
            ?? throw TlsFailure.File($"could not read file \"{path}\": {reason}", null);
        try
        {
            return content.AsSpan().IndexOf("-----BEGIN "u8) >= 0 ? ReadPem(path, content, password) : ReadDer(path, content, password);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(content);
        }
    }

    static CertificateBundle ReadPem(string path, byte[] content, string? password)
    {
        PemContent? found = null;
        string? problem = null;
        try
        {
            found = PemContent.Read(content);
        }
        catch (FormatException exception)
        {
            problem = exception.Message;
        }

        if (content.AsSpan().IndexOf("PRIVATE KEY-----"u8) < 0)
        {
            return found is not null
                ? new("PEM", found.Certificates, null, found.RevocationLists.Count)
                : throw TlsFailure.File($"could not read file \"{path}\": {problem}", null);
        }

        var key = ReadKey(path, content, password);
        return new(found is null ? KeyFileFormat.Of(path) : "PEM", found?.Certificates ?? [], key, found?.RevocationLists.Count ?? 0);
    }

    static CertificateBundle ReadDer(string path, byte[] content, string? password)
    {
        switch (ContentOf(content))
        {
            case X509ContentType.Cert:
                return new("DER", [X509CertificateLoader.LoadCertificate(content)], null);
            case X509ContentType.Pkcs12:
                return ReadPkcs12(path, content, password);
        }

        return KeyFileFormat.Of(path) == KeyFileFormat.EncryptedDer
            ? new(KeyFileFormat.EncryptedDer, [], ReadEncrypted(path, content, password))
            : new(KeyFileFormat.Of(path), [], ReadKey(path, content, password));
    }

    static X509ContentType ContentOf(byte[] content)
    {
        try
        {
            return X509Certificate2.GetCertContentType(content);
        }
        catch (CryptographicException)
        {
            return X509ContentType.Unknown;
        }
    }

    static AsymmetricAlgorithm ReadKey(string path, byte[] content, string? password)
    {
        try
        {
            return PrivateKeyReader.Read(content, password);
        }
        catch (PrivateKeyException exception)
        {
            throw TlsFailure.File(
                $"could not load private key file \"{path}\": {exception.Message}",
                null,
                exception.Fix ?? (exception.NeedsPassword ? "give its password" : null),
                exception
            );
        }
    }

    // libpq does not take this format, other programs do.
    static AsymmetricAlgorithm ReadEncrypted(string path, byte[] content, string? password)
    {
        if (string.IsNullOrEmpty(password))
        {
            throw TlsFailure.File(
                $"could not load private key file \"{path}\": it is encrypted, and no password was given",
                null,
                "give its password"
            );
        }

        var decrypted = Array.Empty<byte>();
        try
        {
            decrypted = EncryptedKey.Decrypt(content, password);
            return PrivateKeyReader.Read(decrypted, null);
        }
        catch (Exception exception)
            when (exception
                    is CryptographicException
                        or PrivateKeyException
                        or System.Formats.Asn1.AsnContentException
                        or PlatformNotSupportedException
            )
        {
            throw TlsFailure.File(
                $"could not load private key file \"{path}\": bad decrypt",
                null,
                "check the password of the key",
                exception
            );
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decrypted);
        }
    }

    static CertificateBundle ReadPkcs12(string path, byte[] content, string? password)
    {
        try
        {
            var all = X509CertificateLoader.LoadPkcs12Collection(content, password, X509KeyStorageFlags.Exportable);
            var leaf = all.FirstOrDefault(certificate => certificate.HasPrivateKey);
            AsymmetricAlgorithm? key = leaf is null ? null : (AsymmetricAlgorithm?)leaf.GetECDsaPrivateKey() ?? leaf.GetRSAPrivateKey();
            return new(KeyFileFormat.Pkcs12, [.. all.OrderByDescending(certificate => certificate.HasPrivateKey)], key);
        }
        catch (CryptographicException exception)
        {
            throw TlsFailure.File(
                $"could not read file \"{path}\": {(password is null ? "it needs a password" : "the password is wrong, or the file is damaged")}",
                null,
                "give the password of the PKCS #12 file",
                exception
            );
        }
    }
}
