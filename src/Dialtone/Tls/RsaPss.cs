using System.Buffers.Binary;
using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;

namespace Dialtone.Tls;

/// <summary>
/// Verifies RSASSA-PSS signatures with any length of salt (RFC 8017, 8.1.2). .NET verifies only salts as long as the hash; OpenSSL writes the longest that fits.
/// Only public values are involved, so plain big numbers leak nothing.
/// </summary>
static class RsaPss
{
    const string Mgf1 = "1.2.840.113549.1.1.8";

    static readonly Asn1Tag HashTag = new(TagClass.ContextSpecific, 0, isConstructed: true);
    static readonly Asn1Tag MaskTag = new(TagClass.ContextSpecific, 1, isConstructed: true);
    static readonly Asn1Tag SaltTag = new(TagClass.ContextSpecific, 2, isConstructed: true);

    /// <summary>Whether the signature with these <c>RSASSA-PSS-params</c> fits; false for parameters that nobody uses.</summary>
    public static bool Verify(RSA key, ReadOnlyMemory<byte> parameters, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var reader = new AsnReader(parameters, AsnEncodingRules.DER).ReadSequence();
        HashAlgorithmName? hash =
            reader.HasData && reader.PeekTag() == HashTag ? ReadHash(reader.ReadSequence(HashTag).ReadSequence()) : HashAlgorithmName.SHA1;
        HashAlgorithmName? maskHash = HashAlgorithmName.SHA1;
        if (reader.HasData && reader.PeekTag() == MaskTag)
        {
            var mask = reader.ReadSequence(MaskTag).ReadSequence();
            maskHash = mask.ReadObjectIdentifier() == Mgf1 ? ReadHash(mask.ReadSequence()) : null;
        }

        var salt = 20;
        if (reader.HasData && reader.PeekTag() == SaltTag && !reader.ReadSequence(SaltTag).TryReadInt32(out salt))
        {
            return false;
        }

        return hash is { } name && maskHash == name && salt >= 0 && Verify(key, name, salt, data, signature);
    }

    static HashAlgorithmName? ReadHash(AsnReader algorithm) =>
        algorithm.ReadObjectIdentifier() switch
        {
            "1.3.14.3.2.26" => HashAlgorithmName.SHA1,
            "2.16.840.1.101.3.4.2.1" => HashAlgorithmName.SHA256,
            "2.16.840.1.101.3.4.2.2" => HashAlgorithmName.SHA384,
            "2.16.840.1.101.3.4.2.3" => HashAlgorithmName.SHA512,
            _ => null,
        };

    static bool Verify(RSA key, HashAlgorithmName hash, int saltLength, ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        var publicKey = key.ExportParameters(false);
        var modulus = new BigInteger(publicKey.Modulus, isUnsigned: true, isBigEndian: true);
        var power = new BigInteger(signature, isUnsigned: true, isBigEndian: true);
        if (power >= modulus || signature.Length != publicKey.Modulus!.Length)
        {
            return false;
        }

        var bits = (int)modulus.GetBitLength() - 1;
        var message = new byte[(bits + 7) / 8];
        var value = BigInteger.ModPow(power, new BigInteger(publicKey.Exponent, isUnsigned: true, isBigEndian: true), modulus);
        var length = value.GetByteCount(isUnsigned: true);
        return length <= message.Length
            && value.TryWriteBytes(message.AsSpan(message.Length - length), out _, isUnsigned: true, isBigEndian: true)
            && VerifyEncoding(message, bits, hash, saltLength, data);
    }

    /// <summary>EMSA-PSS-VERIFY of RFC 8017, 9.1.2; the steps carry its numbers.</summary>
    static bool VerifyEncoding(Span<byte> message, int bits, HashAlgorithmName hash, int saltLength, ReadOnlySpan<byte> data)
    {
        var digest = CryptographicOperations.HashData(hash, data);
        if (message.Length < (long)digest.Length + saltLength + 2 || message[^1] != 0xbc) // 3, 4
        {
            return false;
        }

        var masked = message[..^(digest.Length + 1)]; // 5
        var seed = message[masked.Length..^1];
        var spare = (8 * message.Length) - bits;
        if (masked[0] >> (8 - spare) != 0) // 6
        {
            return false;
        }

        Unmask(masked, seed, hash); // 7, 8
        masked[0] &= (byte)(0xff >> spare); // 9
        var padding = masked.Length - saltLength - 1;
        if (masked[..padding].ContainsAnyExcept((byte)0) || masked[padding] != 1) // 10
        {
            return false;
        }

        byte[] again = [.. new byte[8], .. digest, .. masked[(padding + 1)..]]; // 12
        return CryptographicOperations.HashData(hash, again).AsSpan().SequenceEqual(seed); // 13, 14
    }

    /// <summary>MGF1 of RFC 8017, B.2.1.</summary>
    static void Unmask(Span<byte> masked, ReadOnlySpan<byte> seed, HashAlgorithmName hash)
    {
        byte[] counted = [.. seed, 0, 0, 0, 0];
        for (var (offset, counter) = (0, 0u); offset < masked.Length; counter++)
        {
            BinaryPrimitives.WriteUInt32BigEndian(counted.AsSpan(seed.Length), counter);
            foreach (var value in CryptographicOperations.HashData(hash, counted))
            {
                if (offset < masked.Length)
                {
                    masked[offset++] ^= value;
                }
            }
        }
    }
}
