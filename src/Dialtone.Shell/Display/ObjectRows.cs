using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Serialization;
using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Display;

/// <summary>Any sequence of C# objects as a result: a column per property, per tuple item or per key.</summary>
sealed class ObjectRows : IRowSource
{
    static readonly JsonSerializerOptions Nested = new()
    {
        ReferenceHandler = ReferenceHandler.IgnoreCycles,
        MaxDepth = 8,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    readonly IEnumerator items;
    readonly Func<object?, int, object?> read;
    bool isFirst = true;

    ObjectRows(IReadOnlyList<Column> columns, IEnumerator items, Func<object?, int, object?> read)
    {
        Columns = columns;
        this.items = items;
        this.read = read;
    }

    public IReadOnlyList<Column> Columns { get; }

    public bool CountsRows => true;

    /// <summary>A sequence as a result; <see langword="null"/> if it is empty or its elements are best shown as they are.</summary>
    /// <remarks>The first element decides the columns. Text, and what is one value, becomes a column of its own.</remarks>
    public static ObjectRows? From(IEnumerable sequence)
    {
        var items = sequence.GetEnumerator();
        while (items.MoveNext())
        {
            if (items.Current is { } first)
            {
                return first switch
                {
                    Row row => new(row.Columns, items, (item, ordinal) => ((Row)item!)[ordinal]),
                    IDictionary<string, object?> keyed => Keyed([.. keyed.Keys], items),
                    ITuple tuple when first.GetType().IsGenericType => Tuple(tuple, items),
                    _ when IsValue(first) => new([Column("value", 0, first.GetType())], items, (item, _) => item),
                    _ => Properties(first.GetType(), items),
                };
            }
        }

        return null;
    }

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var isThere = isFirst || items.MoveNext();
        isFirst = false;
        return ValueTask.FromResult(isThere);
    }

    public string? GetText(int ordinal) => items.Current is null ? null : Text(Read(ordinal));

    /// <summary>A value as a person reads it; what has parts becomes JSON.</summary>
    public static string? Text(object? value) =>
        value switch
        {
            null or DBNull => null,
            string text => text,
            bool isTrue => isTrue ? "true" : "false",
            DateTime { TimeOfDay.Ticks: 0 } date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFF", CultureInfo.InvariantCulture),
            DateTimeOffset moment => moment.ToString("yyyy-MM-dd HH:mm:ss.FFFFFFFzzz", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            byte[] bytes => $"\\x{Convert.ToHexStringLower(bytes)}",
            JsonDocument document => document.RootElement.GetRawText(),
            JsonElement element => element.GetRawText(),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ when IsValue(value) => value.ToString(),
            _ => Json(value),
        };

    object? Read(int ordinal)
    {
        try
        {
            return read(items.Current, ordinal);
        }
        catch (TargetInvocationException exception)
        {
            return $"! {exception.InnerException?.GetType().Name}: {exception.InnerException?.Message}";
        }
        catch (TargetException)
        {
            // An element of another type than the first.
            return ordinal == 0 ? items.Current?.ToString() : null;
        }
    }

    static ObjectRows Keyed(string[] names, IEnumerator items) =>
        new(
            [.. names.Select((name, ordinal) => Column(name, ordinal, typeof(object)))],
            items,
            (item, ordinal) => item is IDictionary<string, object?> keyed && keyed.TryGetValue(names[ordinal], out var value) ? value : null
        );

    static ObjectRows Tuple(ITuple first, IEnumerator items)
    {
        var types = first.GetType().GetGenericArguments();
        return new(
            [
                .. Enumerable
                    .Range(0, first.Length)
                    .Select(ordinal => Column($"Item{ordinal + 1}", ordinal, ordinal < types.Length ? types[ordinal] : typeof(object))),
            ],
            items,
            (item, ordinal) => item is ITuple tuple && ordinal < tuple.Length ? tuple[ordinal] : null
        );
    }

    static ObjectRows? Properties(Type type, IEnumerator items)
    {
        var members = type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Where(property => property.GetMethod?.IsPublic == true && property.GetIndexParameters().Length == 0)
            .ToArray();
        return members.Length == 0
            ? new([Column("value", 0, typeof(object))], items, (item, _) => item?.ToString())
            : new(
                [.. members.Select((member, ordinal) => Column(member.Name, ordinal, member.PropertyType))],
                items,
                (item, ordinal) => members[ordinal].GetValue(item)
            );
    }

    static Column Column(string name, int ordinal, Type type)
    {
        var value = Nullable.GetUnderlyingType(type) ?? type;
        var kind = Type.GetTypeCode(value) switch
        {
            _ when value.IsEnum => ColumnKind.Text,
            >= TypeCode.SByte and <= TypeCode.Decimal => ColumnKind.Number,
            TypeCode.Boolean => ColumnKind.Boolean,
            TypeCode.DateTime => ColumnKind.Temporal,
            _ => ColumnKind.Text,
        };
        return new(name, ordinal, value == typeof(object) ? "" : value.Name, kind);
    }

    static bool IsValue(object value) =>
        value is string or DBNull or Enum or Guid or Uri or Type or Version or Delegate or Exception
        || value.GetType().IsPrimitive
        || value is decimal or DateTime or DateTimeOffset or DateOnly or TimeOnly or TimeSpan;

    static string Json(object value)
    {
        try
        {
            return JsonSerializer.Serialize(value, value.GetType(), Nested);
        }
        catch (Exception exception) when (exception is NotSupportedException or JsonException or InvalidOperationException)
        {
            return value.ToString() ?? "";
        }
    }
}
