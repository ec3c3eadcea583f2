using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Dialtone.Tls;

/// <summary>Reads a private key in every format that libpq takes: PEM (PKCS#8, PKCS#1, SEC1; encrypted or not), then DER without encryption.</summary>
static class PrivateKeyReader
{
    const string OtherKind = "make an RSA or ECDSA key and certificate for this client: .NET offers no other kinds for TLS";

    /// <summary>Reads the key.</summary>
    /// <param name="content">The file.</param>
    /// <param name="password">The password; used only if the key is encrypted.</param>
    /// <returns>An <see cref="RSA"/> or <see cref="ECDsa"/> key.</returns>
    /// <exception cref="PrivateKeyException">There is no usable key.</exception>
    public static AsymmetricAlgorithm Read(byte[] content, string? password)
    {
        try
        {
            var reader = new PemReader(content);
            while (reader.TryRead(out var block))
            {
                if (block.Label == "PRIVATE KEY" || block.Label.EndsWith(" PRIVATE KEY", StringComparison.Ordinal))
                {
                    return ReadBlock(block, password);
                }
            }
        }
        catch (FormatException exception)
        {
            throw new PrivateKeyException(exception.Message, null, exception);
        }

        return ReadDer(content);
    }

    static AsymmetricAlgorithm ReadBlock(PemBlock block, string? password)
    {
        var isPkcs8 = block.Label == "ENCRYPTED PRIVATE KEY";
        if (!isPkcs8 && !TraditionalPem.IsEncrypted(block))
        {
            return Import(block.Label, block.Content);
        }

        if (string.IsNullOrEmpty(password))
        {
            throw new PrivateKeyException("it is encrypted, and no password was given") { NeedsPassword = true };
        }

        byte[] decrypted;
        try
        {
            decrypted = isPkcs8 ? EncryptedKey.Decrypt(block.Content, password) : TraditionalPem.Decrypt(block, password);
        }
        catch (Exception exception) when (exception is AsnContentException or CryptographicException or PlatformNotSupportedException)
        {
            throw new PrivateKeyException("the key is damaged, or its encryption is not available on this machine", null, exception);
        }

        try
        {
            return Import(isPkcs8 ? "PRIVATE KEY" : block.Label, decrypted);
        }
        catch (PrivateKeyException exception) when (!exception.IsUnsupported)
        {
            // One wrong password in 256 leaves a padding that looks right.
            throw PrivateKeyException.BadDecrypt(exception);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(decrypted);
        }
    }

    /// <summary>OpenSSL tells the formats apart by the number of their parts. What has only two is encrypted, and libpq does not take that.</summary>
    static AsymmetricAlgorithm ReadDer(byte[] content)
    {
        Asn1Tag second;
        var parts = 0;
        try
        {
            var reader = new AsnReader(content, AsnEncodingRules.BER).ReadSequence();
            var first = reader.PeekTag();
            _ = reader.ReadEncodedValue();
            second = reader.PeekTag();
            for (parts = 1; reader.HasData; parts++)
            {
                _ = reader.ReadEncodedValue();
            }

            if (first == Asn1Tag.Sequence && parts == 2)
            {
                throw new PrivateKeyException(
                    "no start line",
                    "it looks like an encrypted key in DER, which libpq does not read either; convert it: openssl pkcs8 -inform DER -in KEY -topk8 -out NEWKEY"
                );
            }
        }
        catch (AsnContentException exception)
        {
            throw new PrivateKeyException("no start line", "name a file with a private key in PEM or DER", exception);
        }

        return Import(
            second == Asn1Tag.Sequence ? "PRIVATE KEY"
                : second == Asn1Tag.PrimitiveOctetString ? "EC PRIVATE KEY"
                : parts == 6 ? "DSA PRIVATE KEY"
                : "RSA PRIVATE KEY",
            content
        );
    }

    static AsymmetricAlgorithm Import(string label, ReadOnlySpan<byte> key) =>
        label switch
        {
            "PRIVATE KEY" => ImportPkcs8(key),
            "RSA PRIVATE KEY" => Import(RSA.Create(), key, static (rsa, bytes) => rsa.ImportRSAPrivateKey(bytes, out _)),
            "EC PRIVATE KEY" => Import(ECDsa.Create(), key, static (ecdsa, bytes) => ecdsa.ImportECPrivateKey(bytes, out _)),
            "DSA PRIVATE KEY" => throw PrivateKeyException.Unsupported("DSA keys are not supported", OtherKind),
            _ => throw new PrivateKeyException("no start line", "name a file with a private key in PEM or DER"),
        };

    static AsymmetricAlgorithm ImportPkcs8(ReadOnlySpan<byte> key)
    {
        string algorithm;
        try
        {
            var structure = new AsnReader(key.ToArray(), AsnEncodingRules.BER).ReadSequence();
            _ = structure.ReadInteger();
            algorithm = structure.ReadSequence().ReadObjectIdentifier();
        }
        catch (AsnContentException exception)
        {
            throw new PrivateKeyException("the key is damaged", null, exception);
        }

        return algorithm switch
        {
            "1.2.840.113549.1.1.1" => Import(RSA.Create(), key, static (rsa, bytes) => rsa.ImportPkcs8PrivateKey(bytes, out _)),
            "1.2.840.10045.2.1" => Import(ECDsa.Create(), key, static (ecdsa, bytes) => ecdsa.ImportPkcs8PrivateKey(bytes, out _)),
            "1.3.101.112" => throw PrivateKeyException.Unsupported("Ed25519 keys are not supported", OtherKind),
            "1.3.101.113" => throw PrivateKeyException.Unsupported("Ed448 keys are not supported", OtherKind),
            "1.2.840.10040.4.1" => throw PrivateKeyException.Unsupported("DSA keys are not supported", OtherKind),
            "1.2.840.113549.1.1.10" => throw PrivateKeyException.Unsupported("RSA-PSS keys are not supported", OtherKind),
            _ => throw PrivateKeyException.Unsupported($"keys of the algorithm {algorithm} are not supported", OtherKind),
        };
    }

    delegate void Importer<in TKey>(TKey key, ReadOnlySpan<byte> bytes);

    static TKey Import<TKey>(TKey key, ReadOnlySpan<byte> bytes, Importer<TKey> import)
        where TKey : AsymmetricAlgorithm
    {
        try
        {
            import(key, bytes);
            return key;
        }
        catch (Exception exception) when (exception is CryptographicException or PlatformNotSupportedException or ArgumentException)
        {
            key.Dispose();
            throw new PrivateKeyException("the key is damaged, or of a kind that .NET cannot use", null, exception);
        }
    }
}
