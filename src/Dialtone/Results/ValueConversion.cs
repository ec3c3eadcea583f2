using System.Globalization;
using System.Numerics;
using Dialtone.Errors;

namespace Dialtone.Results;

/// <summary>Converts a driver's value to the type that the caller asked for: never silently lossy.</summary>
static class ValueConversion
{
    /// <summary>The value as <typeparamref name="T"/>.</summary>
    public static T To<T>(object? value, Column column)
    {
        if (value is T same)
        {
            return same;
        }

        if (value is null)
        {
            return default(T) is null ? default! : throw NullValue(typeof(T), column);
        }

        return (T)To(value, typeof(T), column);
    }

    /// <summary>The value as an object of that type; <see langword="null"/> if the type takes it.</summary>
    public static object? To(object? value, Type type, bool isNullable, Column column)
    {
        if (value is null)
        {
            return isNullable ? null : throw NullValue(type, column);
        }

        return type.IsInstanceOfType(value) ? value : To(value, type, column);
    }

    static object To(object value, Type type, Column column)
    {
        var target = Nullable.GetUnderlyingType(type) ?? type;
        try
        {
            return target.IsInstanceOfType(value) ? value : Convert(value, target) ?? throw Unfit(value, target, column, null);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException or InvalidCastException or ArgumentException)
        {
            throw Unfit(value, target, column, exception);
        }
    }

    static object? Convert(object value, Type target) =>
        value switch
        {
            string text when target.IsEnum => ParseEnum(text, target),
            string text when target == typeof(Guid) => Guid.Parse(text),
            string text when target == typeof(DateTime) => DateTime.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.RoundtripKind),
            string text when target == typeof(DateTimeOffset) => DateTimeOffset.Parse(
                text,
                CultureInfo.InvariantCulture,
                DateTimeStyles.AssumeUniversal
            ),
            string text when target == typeof(DateOnly) => DateOnly.Parse(text, CultureInfo.InvariantCulture),
            string text when target == typeof(TimeOnly) => TimeOnly.Parse(text, CultureInfo.InvariantCulture),
            string text when target == typeof(TimeSpan) => TimeSpan.Parse(text, CultureInfo.InvariantCulture),
            // SQLite writes small numbers as 1.0e-08.
            string text when target == typeof(decimal) => decimal.Parse(text, NumberStyles.Float, CultureInfo.InvariantCulture),
            string text when target == typeof(BigInteger) => BigInteger.Parse(text, CultureInfo.InvariantCulture),
            decimal number when target == typeof(BigInteger) && number == decimal.Truncate(number) => (BigInteger)number,
            byte[] { Length: 16 } bytes when target == typeof(Guid) => new Guid(bytes, bigEndian: true),
            DateTime moment when target == typeof(DateTimeOffset) => moment.Kind == DateTimeKind.Unspecified
                ? new DateTimeOffset(moment, TimeSpan.Zero)
                : new DateTimeOffset(moment),
            DateTime moment when target == typeof(DateOnly) && moment.TimeOfDay == TimeSpan.Zero => DateOnly.FromDateTime(moment),
            DateOnly date when target == typeof(DateTime) => date.ToDateTime(TimeOnly.MinValue),
            DateTimeOffset moment when target == typeof(DateTime) => moment.UtcDateTime,
            TimeSpan span when target == typeof(TimeOnly) => TimeOnly.FromTimeSpan(span),
            _ when target.IsEnum && IsInteger(value) => Enum.ToObject(target, value),
            double or float or decimal when IsIntegerType(target) && Fraction(value) != 0 => null,
            // Convert would round to 15 digits.
            double or float when target == typeof(decimal) => decimal.Parse(
                ((IFormattable)value).ToString("R", CultureInfo.InvariantCulture),
                NumberStyles.Float,
                CultureInfo.InvariantCulture
            ),
            IConvertible convertible when target.IsPrimitive || target == typeof(decimal) => convertible.ToType(
                target,
                CultureInfo.InvariantCulture
            ),
            DateTime or DateTimeOffset or DateOnly or TimeOnly when target == typeof(string) => ((IFormattable)value).ToString(
                "O",
                CultureInfo.InvariantCulture
            ),
            Array { Rank: 1 } items when target.IsSZArray => ConvertItems(items, target),
            IFormattable formattable when target == typeof(string) => formattable.ToString(null, CultureInfo.InvariantCulture),
            _ => null,
        };

    static Array? ConvertItems(Array items, Type target)
    {
        var element = target.GetElementType()!;
        var isNullable = !element.IsValueType || Nullable.GetUnderlyingType(element) is not null;
        var converted = Array.CreateInstanceFromArrayType(target, items.Length);
        for (var index = 0; index < items.Length; index++)
        {
            var item = items.GetValue(index);
            var inner = Nullable.GetUnderlyingType(element) ?? element;
            var fitting = item is null || inner.IsInstanceOfType(item) ? item : Convert(item, inner);
            if (fitting is null && (item is not null || !isNullable))
            {
                return null;
            }

            converted.SetValue(fitting, index);
        }

        return converted;
    }

    static object? ParseEnum(string text, Type target) =>
        Enum.TryParse(target, text, ignoreCase: true, out var value)
        || Enum.TryParse(target, text.Replace("_", "", StringComparison.Ordinal), ignoreCase: true, out value)
            ? value
            : null;

    static bool IsInteger(object value) => IsIntegerType(value.GetType());

    static bool IsIntegerType(Type type) => Type.GetTypeCode(type) is >= TypeCode.SByte and <= TypeCode.UInt64;

    static double Fraction(object value)
    {
        var number = System.Convert.ToDouble(value, CultureInfo.InvariantCulture);
        return number - Math.Truncate(number);
    }

    static DatabaseException NullValue(Type type, Column column) =>
        Problem(
            $"column \"{column.Name}\" is NULL but {Name(type)} was asked for",
            $"ask for {Name(type)}? or use coalesce in the statement",
            null
        );

    static DatabaseException Unfit(object value, Type target, Column column, Exception? exception) =>
        Problem(
            $"column \"{column.Name}\" ({column.TypeName}) holds a {Name(value.GetType())} that does not fit {Name(target)}",
            $"ask for {Name(value.GetType())} or cast in the statement",
            exception
        );

    static DatabaseException Problem(string what, string fix, Exception? exception) =>
        new(
            new Failure
            {
                Stage = ErrorStage.Result,
                Kind = ErrorKind.Data,
                What = what,
                Fix = fix,
            },
            exception
        );

    static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } inner ? inner.Name + "?" : type.Name;
}
