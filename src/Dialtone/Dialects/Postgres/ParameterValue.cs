using System.Collections;
using System.Globalization;
using System.Numerics;
using System.Text;
using Npgsql;
using NpgsqlTypes;

namespace Dialtone.Dialects.Postgres;

/// <summary>A value of the program as the driver's parameter.</summary>
/// <remarks>
/// Like psycopg, a text or NULL leaves its type to the server: it may be meant for an enum, a date or a number. Everything else goes with the
/// type that it has in .NET; arrays of text are <c>text[]</c>.
/// </remarks>
static class ParameterValue
{
    /// <summary>The parameter; the driver refuses what it cannot send when the statement runs.</summary>
    public static NpgsqlParameter ToParameter(object? value) =>
        value switch
        {
            null or DBNull => Untyped(DBNull.Value),
            string text => Untyped(text),
            char character => Untyped(character.ToString()),
            Uri address => Untyped(address.OriginalString),
            BigInteger or Int128 or UInt128 => Untyped(((IFormattable)value).ToString(null, CultureInfo.InvariantCulture)),
            Enum word => Untyped(Word(word)),
            IList list when IsOfEnum(list.GetType()) => Untyped(ArrayOf(list)),
            _ => new NpgsqlParameter { Value = Storable(value) },
        };

    // A moment has one meaning whatever the session's time zone is; what PostgreSQL has no type for goes as the next wider number.
    static object Storable(object value) =>
        value switch
        {
            DateTime { Kind: DateTimeKind.Local } moment => moment.ToUniversalTime(),
            DateTimeOffset { Offset.Ticks: not 0 } moment => moment.ToUniversalTime(),
            ushort number => (int)number,
            uint number => (long)number,
            ulong number => (decimal)number,
            nint number => (long)number,
            Half number => (float)number,
            _ => value,
        };

    static NpgsqlParameter Untyped(object value) => new() { Value = value, NpgsqlDbType = NpgsqlDbType.Unknown };

    static bool IsOfEnum(Type list)
    {
        var element =
            list.IsSZArray ? list.GetElementType()
            : list is { IsGenericType: true, GenericTypeArguments: [var only] } ? only
            : null;
        return element is not null && (Nullable.GetUnderlyingType(element) ?? element).IsEnum;
    }

    // Labels are plain words, which need no escape in an array; a number of no name is one as well.
    static string ArrayOf(IEnumerable values) =>
        $"{{{string.Join(',', values.Cast<object?>().Select(value => value is Enum word ? Word(word) : "NULL"))}}}";

    /// <summary>An enum's member as PostgreSQL's labels are written, <c>InProgress</c> as <c>in_progress</c>; a value without a name as its number.</summary>
    static string Word(Enum value)
    {
        var name = value.ToString("G");
        if (name.Length == 0 || !char.IsLetter(name[0]) || name.Contains(',', StringComparison.Ordinal))
        {
            return value.ToString("D");
        }

        var word = new StringBuilder(name.Length + 4);
        for (var index = 0; index < name.Length; index++)
        {
            var startsWord =
                index > 0
                && char.IsUpper(name[index])
                && name[index - 1] != '_'
                && (!char.IsUpper(name[index - 1]) || (index + 1 < name.Length && char.IsLower(name[index + 1])));
            word.Append(startsWord ? "_" : "").Append(char.ToLower(name[index], CultureInfo.InvariantCulture));
        }

        return word.ToString();
    }
}
