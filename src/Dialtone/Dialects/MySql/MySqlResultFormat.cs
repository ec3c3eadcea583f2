using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Dialtone.Errors;
using Dialtone.Results;
using MySqlConnector;

namespace Dialtone.Dialects.MySql;

/// <summary>MySQL's values: numbers, dates and times as its client prints them, bytes as hexadecimal literals.</summary>
/// <remarks>
/// The driver does not give the server's text, so it is written again from the typed value and the column's declaration. What a declaration
/// says only to the server, ZEROFILL, is lost.
/// </remarks>
sealed class MySqlResultFormat : ResultFormat
{
    // A number of decimals from here on means that none were declared.
    const int NotFixed = 31;

    // A decimal of .NET holds every number of this many digits.
    const int SafeDigits = 28;

    readonly ConditionalWeakTable<DbDataReader, MySqlDbColumn[]> declarations = [];

    /// <inheritdoc/>
    public override ColumnList Describe(DbDataReader reader)
    {
        declarations.AddOrUpdate(reader, Declarations(reader));
        return base.Describe(reader);
    }

    /// <inheritdoc/>
    public override ColumnKind KindOf(DbDataReader reader, int ordinal) =>
        Declaration(reader, ordinal).ProviderType switch
        {
            MySqlDbType.Byte
            or MySqlDbType.Int16
            or MySqlDbType.Int24
            or MySqlDbType.Int32
            or MySqlDbType.Int64
            or MySqlDbType.UByte
            or MySqlDbType.UInt16
            or MySqlDbType.UInt24
            or MySqlDbType.UInt32
            or MySqlDbType.UInt64
            or MySqlDbType.Float
            or MySqlDbType.Double
            or MySqlDbType.Decimal
            or MySqlDbType.NewDecimal
            or MySqlDbType.Year => ColumnKind.Number,
            MySqlDbType.Date or MySqlDbType.Newdate or MySqlDbType.DateTime or MySqlDbType.Timestamp or MySqlDbType.Time =>
                ColumnKind.Temporal,
            MySqlDbType.JSON => ColumnKind.Json,
            MySqlDbType.Bit
            or MySqlDbType.Binary
            or MySqlDbType.VarBinary
            or MySqlDbType.TinyBlob
            or MySqlDbType.Blob
            or MySqlDbType.MediumBlob
            or MySqlDbType.LongBlob
            or MySqlDbType.Geometry
            or MySqlDbType.Vector => ColumnKind.Binary,
            _ => ColumnKind.Text,
        };

    /// <inheritdoc/>
    public override bool IsLiteral(string text, ColumnKind kind) =>
        kind is ColumnKind.Binary && text.StartsWith("0x", StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string GetText(DbDataReader reader, int ordinal)
    {
        var column = Declaration(reader, ordinal);
        if (column.ProviderType is MySqlDbType.Decimal or MySqlDbType.NewDecimal && column.NumericPrecision > SafeDigits)
        {
            return ((MySqlDataReader)reader).GetMySqlDecimal(ordinal).ToString();
        }

        object value;
        try
        {
            value = reader.GetValue(ordinal);
        }
        catch (Exception exception) when (exception is InvalidCastException or FormatException)
        {
            return ZeroDates.Text(exception, column) ?? throw MySqlErrors.Translate(exception, ErrorStage.Result);
        }

        var scale = column.NumericScale ?? 0;
        return value switch
        {
            string text => text,
            DateTime when column.ProviderType is MySqlDbType.Date or MySqlDbType.Newdate => $"{value:yyyy-MM-dd}",
            DateTime moment => Moment(moment, scale),
            MySqlDateTime moment => ZeroDates.Text(moment, column),
            TimeSpan time => Time(time, scale),
            byte[] bytes => Hexadecimal(bytes),
            ulong bits when column.ProviderType is MySqlDbType.Bit => Bits(bits, column.ColumnSize ?? 64),
            ReadOnlyMemory<float> vector => Hexadecimal(MemoryMarshal.AsBytes(vector.Span)),
            int year when column.ProviderType is MySqlDbType.Year => year.ToString("0000", CultureInfo.InvariantCulture),
            double number when scale < NotFixed => number.ToString($"F{scale}", CultureInfo.InvariantCulture),
            float number when scale < NotFixed => ((double)number).ToString($"F{scale}", CultureInfo.InvariantCulture),
            double or float => MySqlNumbers.Text((IFormattable)value),
            IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => value.ToString() ?? "",
        };
    }

    static MySqlDbColumn[] Declarations(DbDataReader reader) =>
        reader.FieldCount == 0 ? [] : [.. ((MySqlDataReader)reader).GetColumnSchema().Cast<MySqlDbColumn>()];

    MySqlDbColumn Declaration(DbDataReader reader, int ordinal) => declarations.GetValue(reader, Declarations)[ordinal];

    static string Moment(DateTime moment, int scale) =>
        moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + Fraction(moment.Ticks % TimeSpan.TicksPerSecond / 10, scale);

    // An interval of up to 838 hours, not a time of day.
    static string Time(TimeSpan time, int scale)
    {
        var span = time.Duration();
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{(time < TimeSpan.Zero ? "-" : "")}{(int)span.TotalHours:00}:{span.Minutes:00}:{span.Seconds:00}{Fraction(span.Ticks % TimeSpan.TicksPerSecond / 10, scale)}"
        );
    }

    /// <summary>The microseconds with the declared number of digits.</summary>
    internal static string Fraction(long microseconds, int scale) =>
        scale == 0 || (scale > 6 && microseconds == 0)
            ? ""
            : string.Concat(".", microseconds.ToString("000000", CultureInfo.InvariantCulture).AsSpan(0, Math.Min(scale, 6)));

    static string Bits(ulong bits, int count) => $"0x{bits.ToString($"X{Math.Max(1, (count + 7) / 8) * 2}", CultureInfo.InvariantCulture)}";

    static string Hexadecimal(ReadOnlySpan<byte> bytes) => bytes.IsEmpty ? "" : $"0x{Convert.ToHexString(bytes)}";
}
