using System.Reflection;

namespace Dialtone.Dialects.Postgres.BinaryCopy;

/// <summary>Writes one column of each row.</summary>
abstract class CopyColumn<TRow>
{
    public abstract void Write(CopyBuffer buffer, TRow row);
}

/// <summary>A column of values that cannot be NULL.</summary>
sealed class ValueColumn<TRow, TValue, TEncoder>(PropertyInfo property) : CopyColumn<TRow>
    where TValue : struct
    where TEncoder : IValueEncoder<TValue>
{
    readonly Func<TRow, TValue> get = Getter.Of<TRow, TValue>(property);

    public override void Write(CopyBuffer buffer, TRow row) => TEncoder.Encode(buffer, get(row));
}

/// <summary>A column of values that may be NULL.</summary>
sealed class NullableColumn<TRow, TValue, TEncoder>(PropertyInfo property) : CopyColumn<TRow>
    where TValue : struct
    where TEncoder : IValueEncoder<TValue>
{
    readonly Func<TRow, TValue?> get = Getter.Of<TRow, TValue?>(property);

    public override void Write(CopyBuffer buffer, TRow row)
    {
        if (get(row) is { } value)
        {
            TEncoder.Encode(buffer, value);
        }
        else
        {
            buffer.WriteNull();
        }
    }
}

/// <summary>A column of objects, where null is NULL.</summary>
sealed class ReferenceColumn<TRow, TValue, TEncoder>(PropertyInfo property) : CopyColumn<TRow>
    where TValue : class
    where TEncoder : IValueEncoder<TValue>
{
    readonly Func<TRow, TValue?> get = Getter.Of<TRow, TValue?>(property);

    public override void Write(CopyBuffer buffer, TRow row)
    {
        if (get(row) is { } value)
        {
            TEncoder.Encode(buffer, value);
        }
        else
        {
            buffer.WriteNull();
        }
    }
}

/// <summary>Reads a property without a box.</summary>
static class Getter
{
    // A delegate to a struct's own property would need a reference to it.
    public static Func<TRow, TValue> Of<TRow, TValue>(PropertyInfo property) =>
        typeof(TRow).IsValueType ? row => (TValue)property.GetValue(row)! : property.GetMethod!.CreateDelegate<Func<TRow, TValue>>();
}
