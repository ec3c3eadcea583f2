using System.Buffers.Binary;

namespace Dialtone.Dialects.Postgres;

/// <summary>Types of which the driver drops a part without a word: the months of a negative interval, the netmask of an <c>inet</c>.</summary>
static class LossyTypes
{
    const uint Inet = 869;
    const uint InetArray = 1041;
    const uint Interval = 1186;
    const uint IntervalArray = 1187;

    /// <summary>Whether values of the type must be looked at.</summary>
    public static bool Contains(uint type) => type is Inet or InetArray or Interval or IntervalArray;

    /// <summary>Whether the driver keeps all of a value in binary form.</summary>
    public static bool IsKept(uint type, ReadOnlySpan<byte> value) =>
        type switch
        {
            Inet => value[1] == value[3] * 8,
            Interval => BinaryPrimitives.ReadInt32BigEndian(value[12..]) == 0,
            InetArray => AreKept(Inet, value),
            _ => AreKept(Interval, value),
        };

    static bool AreKept(uint element, ReadOnlySpan<byte> array)
    {
        // Three numbers, two more for each dimension, and before each item its length.
        const int header = 12,
            dimension = 8;
        array = array[(header + BinaryPrimitives.ReadInt32BigEndian(array) * dimension)..];
        while (!array.IsEmpty)
        {
            var length = Math.Max(0, BinaryPrimitives.ReadInt32BigEndian(array));
            array = array[sizeof(int)..];
            if (length > 0 && !IsKept(element, array[..length]))
            {
                return false;
            }

            array = array[length..];
        }

        return true;
    }
}
