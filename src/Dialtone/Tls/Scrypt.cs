using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Dialtone.Tls;

/// <summary>The key derivation function scrypt (RFC 7914), which .NET lacks and <c>openssl pkcs8 -scrypt</c> uses.</summary>
static class Scrypt
{
    /// <summary>Derives a key.</summary>
    /// <param name="password">The password's bytes.</param>
    /// <param name="salt">The salt.</param>
    /// <param name="cost">N, a power of two.</param>
    /// <param name="blockSize">r.</param>
    /// <param name="parallelization">p.</param>
    /// <param name="length">How many bytes to derive.</param>
    public static byte[] DeriveKey(
        ReadOnlySpan<byte> password,
        ReadOnlySpan<byte> salt,
        int cost,
        int blockSize,
        int parallelization,
        int length
    )
    {
        var blockBytes = 128 * blockSize;
        var blocks = Rfc2898DeriveBytes.Pbkdf2(password, salt, 1, HashAlgorithmName.SHA256, parallelization * blockBytes);
        var memory = new uint[(long)cost * blockBytes / sizeof(uint)];
        for (var index = 0; index < parallelization; index++)
        {
            Mix(blocks.AsSpan(index * blockBytes, blockBytes), memory, cost);
        }

        var key = Rfc2898DeriveBytes.Pbkdf2(password, blocks, 1, HashAlgorithmName.SHA256, length);
        CryptographicOperations.ZeroMemory(blocks);
        CryptographicOperations.ZeroMemory(MemoryMarshal.AsBytes(memory.AsSpan()));
        return key;
    }

    /// <summary>scryptROMix.</summary>
    static void Mix(Span<byte> block, Span<uint> memory, int cost)
    {
        var words = block.Length / sizeof(uint);
        var state = new uint[words];
        var scratch = new uint[words];
        for (var index = 0; index < words; index++)
        {
            state[index] = BinaryPrimitives.ReadUInt32LittleEndian(block[(index * sizeof(uint))..]);
        }

        for (var index = 0; index < cost; index++)
        {
            state.CopyTo(memory[(index * words)..]);
            MixBlock(state, scratch);
        }

        for (var index = 0; index < cost; index++)
        {
            var place = (int)(state[^16] & (uint)(cost - 1)) * words;
            var row = memory.Slice(place, words);
            for (var word = 0; word < words; word++)
            {
                state[word] ^= row[word];
            }

            MixBlock(state, scratch);
        }

        for (var index = 0; index < words; index++)
        {
            BinaryPrimitives.WriteUInt32LittleEndian(block[(index * sizeof(uint))..], state[index]);
        }

        Array.Clear(state);
        Array.Clear(scratch);
    }

    /// <summary>scryptBlockMix: even results go to the first half, odd ones to the second.</summary>
    static void MixBlock(Span<uint> block, Span<uint> scratch)
    {
        Span<uint> last = stackalloc uint[16];
        block[^16..].CopyTo(last);
        var half = block.Length / 2;
        for (var index = 0; index < block.Length / 16; index++)
        {
            var part = block.Slice(index * 16, 16);
            for (var word = 0; word < 16; word++)
            {
                last[word] ^= part[word];
            }

            Salsa(last);
            last.CopyTo(scratch[((index % 2 * half) + (index / 2 * 16))..]);
        }

        scratch.CopyTo(block);
    }

    /// <summary>Salsa20/8.</summary>
    static void Salsa(Span<uint> state)
    {
        Span<uint> x = stackalloc uint[16];
        state.CopyTo(x);
        for (var round = 0; round < 8; round += 2)
        {
            QuarterRound(x, 0, 4, 8, 12);
            QuarterRound(x, 5, 9, 13, 1);
            QuarterRound(x, 10, 14, 2, 6);
            QuarterRound(x, 15, 3, 7, 11);
            QuarterRound(x, 0, 1, 2, 3);
            QuarterRound(x, 5, 6, 7, 4);
            QuarterRound(x, 10, 11, 8, 9);
            QuarterRound(x, 15, 12, 13, 14);
        }

        for (var word = 0; word < 16; word++)
        {
            state[word] += x[word];
        }
    }

    static void QuarterRound(Span<uint> x, int a, int b, int c, int d)
    {
        x[b] ^= BitOperations.RotateLeft(x[a] + x[d], 7);
        x[c] ^= BitOperations.RotateLeft(x[b] + x[a], 9);
        x[d] ^= BitOperations.RotateLeft(x[c] + x[b], 13);
        x[a] ^= BitOperations.RotateLeft(x[d] + x[c], 18);
    }
}
