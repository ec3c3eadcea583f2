using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Text;

namespace Dialtone.Tls;

/// <summary>
/// Decrypts the content of <c>ENCRYPTED PRIVATE KEY</c> (PKCS#8). PBES2 is done here, so that a wrong password can be told from an unknown algorithm and scrypt
/// works; the older schemes are left to .NET.
/// </summary>
static class EncryptedKey
{
    const string Pbes2 = "1.2.840.113549.1.5.13";
    const string Pbkdf2 = "1.2.840.113549.1.5.12";
    const string ScryptFunction = "1.3.6.1.4.1.11591.4.11";

    /// <summary>Ends the reading of a key whose iterations would take minutes; ten times what anybody uses.</summary>
    const int MaximumIterations = 10_000_000;

    const long MaximumScryptMemory = 1L << 28;

    /// <summary>Decrypts to an unencrypted PKCS#8 structure.</summary>
    /// <exception cref="PrivateKeyException">The password is wrong, or the algorithm is not known.</exception>
    /// <exception cref="AsnContentException">The structure is damaged.</exception>
    public static byte[] Decrypt(ReadOnlyMemory<byte> encoded, string password)
    {
        var outer = new AsnReader(encoded, AsnEncodingRules.BER).ReadSequence();
        var algorithm = outer.ReadSequence();
        var name = algorithm.ReadObjectIdentifier();
        var encrypted = outer.ReadOctetString();
        return name == Pbes2 ? DecryptPbes2(algorithm.ReadSequence(), encrypted, password) : DecryptOlder(encoded, name, password);
    }

    static byte[] DecryptPbes2(AsnReader parameters, byte[] encrypted, string password)
    {
        var derivation = parameters.ReadSequence();
        var scheme = parameters.ReadSequence();
        var cipherName = scheme.ReadObjectIdentifier();
        var cipher = BlockCipher.Find(cipherName) ?? throw UnknownAlgorithm(cipherName);
        var vector = scheme.ReadOctetString();
        var key = DeriveKey(derivation, Encoding.UTF8.GetBytes(password), cipher.KeyLength);
        try
        {
            return cipher.Decrypt(key, vector, encrypted);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    static byte[] DeriveKey(AsnReader derivation, byte[] password, int length)
    {
        var function = derivation.ReadObjectIdentifier();
        var parameters = derivation.ReadSequence();
        return function switch
        {
            Pbkdf2 => DerivePbkdf2(parameters, password, length),
            ScryptFunction => DeriveScrypt(parameters, password, length),
            _ => throw UnknownAlgorithm(function),
        };
    }

    static byte[] DerivePbkdf2(AsnReader parameters, byte[] password, int length)
    {
        var salt = parameters.ReadOctetString();
        if (!parameters.TryReadInt32(out var iterations) || iterations is < 1 or > MaximumIterations)
        {
            throw new PrivateKeyException("iteration count out of range");
        }

        if (parameters.HasData && parameters.PeekTag() == Asn1Tag.Integer)
        {
            _ = parameters.ReadInteger();
        }

        var function = parameters.HasData ? parameters.ReadSequence().ReadObjectIdentifier() : "1.2.840.113549.2.7";
        var hash = function switch
        {
            "1.2.840.113549.2.7" => HashAlgorithmName.SHA1,
            "1.2.840.113549.2.9" => HashAlgorithmName.SHA256,
            "1.2.840.113549.2.10" => HashAlgorithmName.SHA384,
            "1.2.840.113549.2.11" => HashAlgorithmName.SHA512,
            _ => throw UnknownAlgorithm(function),
        };
        return Rfc2898DeriveBytes.Pbkdf2(password, salt, iterations, hash, length);
    }

    static byte[] DeriveScrypt(AsnReader parameters, byte[] password, int length)
    {
        var salt = parameters.ReadOctetString();
        if (
            !parameters.TryReadInt32(out var cost)
            || !parameters.TryReadInt32(out var blockSize)
            || !parameters.TryReadInt32(out var parallelization)
            || cost < 2
            || !int.IsPow2(cost)
            || blockSize is < 1 or > 1024
            || parallelization is < 1 or > 64
            || 128L * cost * blockSize > MaximumScryptMemory
        )
        {
            throw new PrivateKeyException("memory limit exceeded");
        }

        return Scrypt.DeriveKey(password, salt, cost, blockSize, parallelization, length);
    }

    /// <summary>PBES1 and the schemes of PKCS#12, which .NET decrypts only together with the import of a key of a known kind.</summary>
    static byte[] DecryptOlder(ReadOnlyMemory<byte> encoded, string name, string password)
    {
        if (
            !name.StartsWith("1.2.840.113549.1.5.", StringComparison.Ordinal)
            && !name.StartsWith("1.2.840.113549.1.12.1.", StringComparison.Ordinal)
        )
        {
            throw UnknownAlgorithm(name);
        }

        Exception? cause = null;
        foreach (var key in new AsymmetricAlgorithm[] { RSA.Create(), ECDsa.Create() })
        {
            using (key)
            {
                try
                {
                    key.ImportEncryptedPkcs8PrivateKey(password, encoded.Span, out _);
                    return key.ExportPkcs8PrivateKey();
                }
                catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException)
                {
                    cause = exception;
                }
            }
        }

        throw PrivateKeyException.BadDecrypt(cause);
    }

    static PrivateKeyException UnknownAlgorithm(string name) =>
        PrivateKeyException.Unsupported($"unsupported encryption ({name})", "encrypt it anew: openssl pkey -in KEY -aes256 -out NEWKEY");
}
