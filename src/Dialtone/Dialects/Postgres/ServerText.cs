using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using Npgsql.PostgresTypes;

namespace Dialtone.Dialects.Postgres;

/// <summary>A value in PostgreSQL's binary form as the text that the server would have written, for what the driver has no .NET type for.</summary>
/// <remarks>Times with a time zone are written in UTC; a type that neither the driver nor this class knows comes as <c>\x</c> and its bytes.</remarks>
static class ServerText
{
    static readonly SearchValues<char> QuotedInArray = SearchValues.Create("{},\"\\ \t\n\r\v\f");
    static readonly SearchValues<char> QuotedInRecord = SearchValues.Create("(),\"\\ \t\n\r\v\f");

    /// <summary>The text of a value.</summary>
    public static string Of(PostgresType type, ReadOnlySpan<byte> value) =>
        type switch
        {
            PostgresArrayType array => ArrayOf(array.Element, value),
            PostgresCompositeType composite => RecordOf(composite, value),
            PostgresDomainType domain => Of(domain.BaseType, value),
            PostgresRangeType range => RangeOf(range.Subtype, value),
            PostgresMultirangeType ranges => MultirangeOf(ranges.Subrange.Subtype, value),
            PostgresEnumType => Encoding.UTF8.GetString(value),
            _ => ScalarText.Of(type.OID, value),
        };

    static string ArrayOf(PostgresType element, ReadOnlySpan<byte> value)
    {
        // The number of dimensions, a flag and the element's type; for each dimension its length and lower bound.
        var dimensions = new (int Length, int LowerBound)[TakeInt32(ref value)];
        TakeInt32(ref value);
        TakeInt32(ref value);
        for (var index = 0; index < dimensions.Length; index++)
        {
            dimensions[index] = (TakeInt32(ref value), TakeInt32(ref value));
        }

        if (dimensions.Length == 0)
        {
            return "{}";
        }

        var text = new StringBuilder();
        if (Array.Exists(dimensions, dimension => dimension.LowerBound != 1))
        {
            foreach (var (length, lowerBound) in dimensions)
            {
                text.Append('[').Append(lowerBound).Append(':').Append(lowerBound + length - 1).Append(']');
            }

            text.Append('=');
        }

        Append(text, element, dimensions, ref value);
        return text.ToString();
    }

    static void Append(StringBuilder text, PostgresType element, ReadOnlySpan<(int Length, int)> dimensions, ref ReadOnlySpan<byte> value)
    {
        text.Append('{');
        for (var index = 0; index < dimensions[0].Length; index++)
        {
            text.Append(index == 0 ? "" : ",");
            if (dimensions.Length > 1)
            {
                Append(text, element, dimensions[1..], ref value);
            }
            else if (TryTake(ref value, out var bytes))
            {
                var item = Of(element, bytes);
                var isPlain =
                    item.Length > 0
                    && !item.AsSpan().ContainsAny(QuotedInArray)
                    && !item.Equals("NULL", StringComparison.OrdinalIgnoreCase);
                text.Append(isPlain ? item : Quote(item, "\\\"", "\\\\"));
            }
            else
            {
                text.Append("NULL");
            }
        }

        text.Append('}');
    }

    static string RecordOf(PostgresCompositeType composite, ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder("(");
        var count = TakeInt32(ref value);
        for (var index = 0; index < count; index++)
        {
            text.Append(index == 0 ? "" : ",");
            var oid = (uint)TakeInt32(ref value);
            if (TryTake(ref value, out var bytes))
            {
                // Columns that were dropped are not sent, but the driver's list may be older than the table.
                var type = index < composite.Fields.Count ? composite.Fields[index].Type : null;
                var item = type?.OID == oid || type is PostgresDomainType ? Of(type, bytes) : ScalarText.Of(oid, bytes);
                text.Append(item.Length > 0 && !item.AsSpan().ContainsAny(QuotedInRecord) ? item : Quote(item, "\"\"", "\\\\"));
            }
        }

        return text.Append(')').ToString();
    }

    static string RangeOf(PostgresType subtype, ReadOnlySpan<byte> value)
    {
        const int empty = 1,
            includesLower = 2,
            includesUpper = 4,
            noLower = 8,
            noUpper = 16;
        var flags = value[0];
        value = value[1..];
        if ((flags & empty) != 0)
        {
            return "empty";
        }

        var text = new StringBuilder().Append((flags & includesLower) != 0 ? '[' : '(');
        AppendBound(text, subtype, (flags & noLower) != 0, ref value);
        text.Append(',');
        AppendBound(text, subtype, (flags & noUpper) != 0, ref value);
        return text.Append((flags & includesUpper) != 0 ? ']' : ')').ToString();
    }

    static void AppendBound(StringBuilder text, PostgresType subtype, bool isInfinite, ref ReadOnlySpan<byte> value)
    {
        if (!isInfinite && TryTake(ref value, out var bytes))
        {
            var item = Of(subtype, bytes);
            text.Append(item.Length > 0 && !item.AsSpan().ContainsAny(QuotedInRecord) ? item : Quote(item, "\"\"", "\\\\"));
        }
    }

    static string MultirangeOf(PostgresType subtype, ReadOnlySpan<byte> value)
    {
        var text = new StringBuilder("{");
        var count = TakeInt32(ref value);
        for (var index = 0; index < count && TryTake(ref value, out var bytes); index++)
        {
            text.Append(index == 0 ? "" : ",").Append(RangeOf(subtype, bytes));
        }

        return text.Append('}').ToString();
    }

    static string Quote(string item, string quote, string backslash) =>
        $"\"{item.Replace("\\", backslash, StringComparison.Ordinal).Replace("\"", quote, StringComparison.Ordinal)}\"";

    static int TakeInt32(ref ReadOnlySpan<byte> value)
    {
        var number = BinaryPrimitives.ReadInt32BigEndian(value);
        value = value[sizeof(int)..];
        return number;
    }

    // False for NULL, whose length is -1.
    static bool TryTake(ref ReadOnlySpan<byte> value, out ReadOnlySpan<byte> bytes)
    {
        var length = TakeInt32(ref value);
        bytes = length < 0 ? default : value[..length];
        value = value[bytes.Length..];
        return length >= 0;
    }
}
