using System.Diagnostics.CodeAnalysis;
using System.Reflection;
using Dialtone.Results;

namespace Dialtone.Dialects.Postgres.BinaryCopy;

/// <summary>The pairs of a .NET type and a PostgreSQL type that can be encoded, one row each.</summary>
static class CopyColumns
{
    /// <summary>How every column of a plan is written; <see langword="null"/> if one cannot be.</summary>
    public static CopyColumn<TRow>[]? For<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TRow>(
        InsertPlan<TRow> plan
    )
    {
        var columns = new CopyColumn<TRow>[plan.Columns.Length];
        for (var index = 0; index < columns.Length; index++)
        {
            var (_, type, property) = plan.Columns[index];
            if (Find<TRow>(type, property) is not { } column)
            {
                return null;
            }

            columns[index] = column;
        }

        return columns;
    }

    // The numbers are those of pg_type.dat, which never change.
    static CopyColumn<TRow>? Find<TRow>(uint type, PropertyInfo property) =>
        type switch
        {
            16 => Value<TRow, bool, Bool>(property),
            20 => Value<TRow, long, Int8>(property) ?? Value<TRow, int, Int8>(property) ?? Value<TRow, short, Int8>(property),
            21 => Value<TRow, short, Int2>(property) ?? Value<TRow, int, Int2>(property) ?? Value<TRow, long, Int2>(property),
            23 => Value<TRow, int, Int4>(property) ?? Value<TRow, short, Int4>(property) ?? Value<TRow, long, Int4>(property),
            700 => Value<TRow, float, Float4>(property),
            701 => Value<TRow, double, Float8>(property) ?? Value<TRow, float, Float8>(property),
            1700 => Value<TRow, decimal, Numeric>(property),
            1082 => Value<TRow, DateOnly, Date>(property),
            1083 => Value<TRow, TimeOnly, Time>(property),
            1114 => Value<TRow, DateTime, Timestamp>(property),
            1184 => Value<TRow, DateTimeOffset, TimestampWithTimeZone>(property) ?? Value<TRow, DateTime, TimestampWithTimeZone>(property),
            1186 => Value<TRow, TimeSpan, Interval>(property),
            2950 => Value<TRow, Guid, Uuid>(property),
            17 => Reference<TRow, byte[], Bytea>(property),
            25 or 1042 or 1043 or 114 => Reference<TRow, string, Text>(property),
            3802 => Reference<TRow, string, Jsonb>(property),
            _ => null,
        };

    static CopyColumn<TRow>? Value<TRow, TValue, TEncoder>(PropertyInfo property)
        where TValue : struct
        where TEncoder : IValueEncoder<TValue> =>
        property.PropertyType == typeof(TValue) ? new ValueColumn<TRow, TValue, TEncoder>(property)
        : property.PropertyType == typeof(TValue?) ? new NullableColumn<TRow, TValue, TEncoder>(property)
        : null;

    static ReferenceColumn<TRow, TValue, TEncoder>? Reference<TRow, TValue, TEncoder>(PropertyInfo property)
        where TValue : class
        where TEncoder : IValueEncoder<TValue> => property.PropertyType == typeof(TValue) ? new(property) : null;
}
