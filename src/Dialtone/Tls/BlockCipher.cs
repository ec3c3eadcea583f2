using System.Security.Cryptography;

namespace Dialtone.Tls;

/// <summary>A cipher in CBC mode with which files encrypt private keys.</summary>
/// <param name="Create">Makes an instance.</param>
/// <param name="KeyLength">Length of the key, in bytes.</param>
/// <param name="BlockLength">Length of a block and of the initialization vector, in bytes.</param>
sealed record BlockCipher(Func<SymmetricAlgorithm> Create, int KeyLength, int BlockLength)
{
    // Old keys are encrypted with old ciphers; to read one is no worse than the file that it lies in.
#pragma warning disable CA5350, CA5351
    static readonly BlockCipher TripleDes = new(TripleDES.Create, 24, 8);
    static readonly BlockCipher SingleDes = new(DES.Create, 8, 8);
#pragma warning restore CA5350, CA5351
    static readonly BlockCipher Aes128 = new(Aes.Create, 16, 16);
    static readonly BlockCipher Aes192 = new(Aes.Create, 24, 16);
    static readonly BlockCipher Aes256 = new(Aes.Create, 32, 16);

    /// <summary>The cipher of a DEK-Info header or of a PBES2 object identifier; <see langword="null"/> if it is none of these.</summary>
    public static BlockCipher? Find(string name) =>
        name.ToUpperInvariant() switch
        {
            "DES-EDE3-CBC" or "1.2.840.113549.3.7" => TripleDes,
            "DES-CBC" or "1.3.14.3.2.7" => SingleDes,
            "AES-128-CBC" or "2.16.840.1.101.3.4.1.2" => Aes128,
            "AES-192-CBC" or "2.16.840.1.101.3.4.1.22" => Aes192,
            "AES-256-CBC" or "2.16.840.1.101.3.4.1.42" => Aes256,
            _ => null,
        };

    /// <summary>Decrypts and removes the padding.</summary>
    /// <exception cref="PrivateKeyException">The key does not fit.</exception>
    public byte[] Decrypt(byte[] key, byte[] vector, ReadOnlySpan<byte> encrypted)
    {
        try
        {
            using var cipher = Create();
            cipher.Key = key;
            return cipher.DecryptCbc(encrypted, vector, PaddingMode.PKCS7);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException)
        {
            throw PrivateKeyException.BadDecrypt(exception);
        }
    }
}
