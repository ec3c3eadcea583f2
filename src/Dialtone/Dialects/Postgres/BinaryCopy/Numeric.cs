using System.Buffers.Binary;

namespace Dialtone.Dialects.Postgres.BinaryCopy;

/// <summary><c>numeric</c>: groups of four decimal digits, the place of the first group, a sign and the digits behind the point.</summary>
readonly struct Numeric : IValueEncoder<decimal>
{
    const int GroupBase = 10_000;
    const int GroupDigits = 4;
    const int MostGroups = 10;
    const short Negative = 0x4000;

    public static void Encode(CopyBuffer buffer, decimal value)
    {
        Span<int> parts = stackalloc int[4];
        decimal.GetBits(value, parts);
        var scale = (parts[3] >> 16) & 0xFF;
        var padding = (GroupDigits - scale % GroupDigits) % GroupDigits;
        var behindPoint = (scale + padding) / GroupDigits;
        Span<short> groups = stackalloc short[MostGroups];
        var count = Split(new((uint)parts[2], ((ulong)(uint)parts[1] << 32) | (uint)parts[0]), padding, groups);

        // The groups are there from the lowest; zeros at that end need not be sent.
        var first = 0;
        while (first < count && groups[first] == 0)
        {
            first++;
        }

        var sent = count - first;
        var bytes = buffer.Value(8 + sent * 2);
        BinaryPrimitives.WriteInt16BigEndian(bytes, (short)sent);
        BinaryPrimitives.WriteInt16BigEndian(bytes[2..], (short)(sent == 0 ? 0 : count - behindPoint - 1));
        BinaryPrimitives.WriteInt16BigEndian(bytes[4..], parts[3] < 0 && sent > 0 ? Negative : (short)0);
        BinaryPrimitives.WriteInt16BigEndian(bytes[6..], (short)scale);
        for (var index = 0; index < sent; index++)
        {
            BinaryPrimitives.WriteInt16BigEndian(bytes[(8 + index * 2)..], groups[count - 1 - index]);
        }
    }

    static int Split(UInt128 number, int padding, Span<short> groups)
    {
        number *= Powers[padding];
        var count = 0;
        while (number > ulong.MaxValue)
        {
            (number, var group) = UInt128.DivRem(number, GroupBase);
            groups[count++] = (short)group;
        }

        for (var low = (ulong)number; low > 0; count++)
        {
            (low, var group) = Math.DivRem(low, GroupBase);
            groups[count] = (short)group;
        }

        return count;
    }

    static ReadOnlySpan<uint> Powers => [1, 10, 100, 1000];
}
