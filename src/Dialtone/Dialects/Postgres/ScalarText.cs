using System.Buffers.Binary;
using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Unicode;

namespace Dialtone.Dialects.Postgres;

/// <summary>A single value in PostgreSQL's binary form as text.</summary>
static class ScalarText
{
    // Object identifiers of pg_type.dat, which never change.
    const uint Bool = 16;
    const uint Bytea = 17;
    const uint Int8 = 20;
    const uint Int2 = 21;
    const uint Int4 = 23;

    // And regclass, regproc and the like, which are the number of an object as well.
    const uint Oid = 26;
    const uint Float4 = 700;
    const uint Float8 = 701;
    const uint Inet = 869;
    const uint Cidr = 650;
    const uint Date = 1082;
    const uint Time = 1083;
    const uint Timestamp = 1114;
    const uint TimestampTz = 1184;
    const uint Interval = 1186;
    const uint TimeTz = 1266;
    const uint Numeric = 1700;
    const uint Uuid = 2950;
    const uint Jsonb = 3802;

    /// <summary>The text of a value.</summary>
    public static string Of(uint type, ReadOnlySpan<byte> value) =>
        (type, value.Length) switch
        {
            (Bool, 1) => value[0] == 0 ? "f" : "t",
            (Bytea, _) => Hex(value),
            (Int2, 2) => Int16(value).ToString(CultureInfo.InvariantCulture),
            (Int4, 4) => Int32(value).ToString(CultureInfo.InvariantCulture),
            (Int8, 8) => Int64(value).ToString(CultureInfo.InvariantCulture),
            (Oid or (>= 2202 and <= 2206) or 24 or 3734 or 3769 or 4089 or 4096 or 4191, 4) => ((uint)Int32(value)).ToString(
                CultureInfo.InvariantCulture
            ),
            (Float4, 4) => Float(BinaryPrimitives.ReadSingleBigEndian(value).ToString("R", CultureInfo.InvariantCulture)),
            (Float8, 8) => Float(BinaryPrimitives.ReadDoubleBigEndian(value).ToString("R", CultureInfo.InvariantCulture)),
            (Numeric, >= 8) => NumericText(value),
            (Date, 4) => TimeText.Date(Int32(value)),
            (Time, 8) => TimeText.Time(Int64(value)),
            (TimeTz, 12) => TimeText.Time(Int64(value)) + TimeText.Zone(-Int32(value[8..])),
            (Timestamp, 8) => TimeText.Timestamp(Int64(value), ""),
            (TimestampTz, 8) => TimeText.Timestamp(Int64(value), "+00"),
            (Interval, 16) => TimeText.Interval(Int32(value[12..]), Int32(value[8..]), Int64(value)),
            (Uuid, 16) => new Guid(value, bigEndian: true).ToString(),
            (Inet or Cidr, >= 8) => Network(value),
            (Jsonb, > 0) => Encoding.UTF8.GetString(value[1..]),
            _ => IsText(value) ? Encoding.UTF8.GetString(value) : Hex(value),
        };

    static short Int16(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt16BigEndian(value);

    static int Int32(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt32BigEndian(value);

    static long Int64(ReadOnlySpan<byte> value) => BinaryPrimitives.ReadInt64BigEndian(value);

    static string Hex(ReadOnlySpan<byte> value) => "\\x" + Convert.ToHexStringLower(value);

    static string Float(string roundTrip) => roundTrip.Replace('E', 'e');

    // Types of extensions are often text in binary as well; others show by their control characters.
    static bool IsText(ReadOnlySpan<byte> value) => Utf8.IsValid(value) && value.IndexOfAnyInRange((byte)0, (byte)8) < 0;

    /// <summary>Groups of four decimal digits: their number, the power of the first, sign, digits after the point, and the groups.</summary>
    static string NumericText(ReadOnlySpan<byte> value)
    {
        const ushort negative = 0x4000,
            notANumber = 0xc000,
            infinity = 0xd000,
            negativeInfinity = 0xf000;
        var weight = Int16(value[2..]);
        var sign = (ushort)Int16(value[4..]);
        var scale = Int16(value[6..]);
        switch (sign)
        {
            case notANumber:
                return "NaN";
            case infinity:
                return "Infinity";
            case negativeInfinity:
                return "-Infinity";
        }

        var groups = value[8..];
        var text = new StringBuilder(sign == negative ? "-" : "");
        text.Append(weight < 0 ? 0 : Group(groups, 0));
        for (var index = 1; index <= weight; index++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{Group(groups, index):0000}");
        }

        if (scale > 0)
        {
            text.Append('.');
            var end = text.Length + scale;
            for (var index = weight + 1; text.Length < end; index++)
            {
                text.Append(CultureInfo.InvariantCulture, $"{Group(groups, index):0000}");
            }

            text.Length = end;
        }

        return text.ToString();

        // Groups of zeros at both ends are not sent.
        static short Group(ReadOnlySpan<byte> groups, int index) =>
            index >= 0 && (index + 1) * sizeof(short) <= groups.Length ? Int16(groups[(index * sizeof(short))..]) : (short)0;
    }

    static string Network(ReadOnlySpan<byte> value)
    {
        var address = new IPAddress(value[4..]);
        return value[2] != 0 || value[1] < value[3] * 8 ? $"{address}/{value[1]}" : address.ToString();
    }
}
