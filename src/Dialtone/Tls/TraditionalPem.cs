using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dialtone.Tls;

/// <summary>The encryption of <c>Proc-Type: 4,ENCRYPTED</c> (RFC 1421 headers, OpenSSL's <c>EVP_BytesToKey</c> over MD5), which .NET does not read.</summary>
static class TraditionalPem
{
    const string ProcType = "Proc-Type:";
    const string DekInfo = "DEK-Info:";

    /// <summary>Whether the block's headers say that its content is encrypted.</summary>
    public static bool IsEncrypted(PemBlock block) => Find(block, ProcType)?.EndsWith("ENCRYPTED", StringComparison.Ordinal) == true;

    /// <summary>Decrypts the content.</summary>
    /// <exception cref="PrivateKeyException">The password is wrong, or the cipher is not known.</exception>
    public static byte[] Decrypt(PemBlock block, string password)
    {
        var parts = Find(block, DekInfo)?.Split(',', 2, StringSplitOptions.TrimEntries) ?? throw new PrivateKeyException("not dek info");
        var cipher = BlockCipher.Find(parts[0]) ?? throw UnknownCipher(CertificateText.Escape(parts[0]));
        if (parts.Length != 2 || parts[1].Length != 2 * cipher.BlockLength || !TryParseHex(parts[1], out var vector))
        {
            throw new PrivateKeyException("bad iv chars");
        }

        var key = DeriveKey(Encoding.UTF8.GetBytes(password), vector.AsSpan(0, 8), cipher.KeyLength);
        try
        {
            return cipher.Decrypt(key, vector, block.Content);
        }
        finally
        {
            CryptographicOperations.ZeroMemory(key);
        }
    }

    static byte[] DeriveKey(ReadOnlySpan<byte> password, ReadOnlySpan<byte> salt, int length)
    {
        var key = new byte[length];
        byte[] digest = [];
        for (var filled = 0; filled < length; filled += digest.Length)
        {
            // The format fixes MD5.
#pragma warning disable CA5351
            digest = MD5.HashData([.. digest, .. password, .. salt]);
#pragma warning restore CA5351
            digest.AsSpan(0, Math.Min(digest.Length, length - filled)).CopyTo(key.AsSpan(filled));
        }

        return key;
    }

    static PrivateKeyException UnknownCipher(string name) =>
        PrivateKeyException.Unsupported(
            string.Create(CultureInfo.InvariantCulture, $"unsupported encryption ({name})"),
            "encrypt it anew: openssl pkey -in KEY -aes256 -out NEWKEY"
        );

    static string? Find(PemBlock block, string header) =>
        block.Headers?.FirstOrDefault(line => line.StartsWith(header, StringComparison.Ordinal))?[header.Length..].Trim();

    static bool TryParseHex(string digits, out byte[] bytes)
    {
        bytes = new byte[digits.Length / 2];
        return Convert.FromHexString(digits, bytes, out _, out _) == System.Buffers.OperationStatus.Done;
    }
}
