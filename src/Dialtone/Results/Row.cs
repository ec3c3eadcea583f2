using System.Collections;
using System.Text;

namespace Dialtone.Results;

/// <summary>One row of a result, its values read: it stays valid after the next row was read.</summary>
public sealed class Row : IReadOnlyList<object?>
{
    readonly object?[] values;

    internal Row(ColumnList columns, object?[] values)
    {
        Columns = columns;
        this.values = values;
    }

    /// <summary>The columns, shared by all rows of the result.</summary>
    public ColumnList Columns { get; }

    /// <inheritdoc/>
    public int Count => values.Length;

    /// <summary>The value at a place; SQL NULL is <see langword="null"/>.</summary>
    public object? this[int ordinal] => values[ordinal];

    /// <summary>The value of the column of that name; SQL NULL is <see langword="null"/>.</summary>
    /// <exception cref="Errors.DatabaseException">No column has the name, or several have.</exception>
    public object? this[string name] => values[Columns[name].Ordinal];

    /// <summary>The value at a place, converted without loss.</summary>
    /// <exception cref="Errors.DatabaseException">The value is NULL and <typeparamref name="T"/> is not nullable, or it does not fit.</exception>
    public T Get<T>(int ordinal) => ValueConversion.To<T>(values[ordinal], Columns[ordinal]);

    /// <summary>The value of the column of that name, converted without loss.</summary>
    /// <exception cref="Errors.DatabaseException">No column has the name or several have, the value is NULL and <typeparamref name="T"/> is not nullable, or it does not fit.</exception>
    public T Get<T>(string name)
    {
        var column = Columns[name];
        return ValueConversion.To<T>(values[column.Ordinal], column);
    }

    /// <inheritdoc/>
    public IEnumerator<object?> GetEnumerator() => ((IEnumerable<object?>)values).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The row as <c>{ name = value, … }</c>.</summary>
    public override string ToString()
    {
        var text = new StringBuilder("{ ");
        for (var index = 0; index < values.Length; index++)
        {
            text.Append(index == 0 ? "" : ", ").Append(Columns[index].Name).Append(" = ");
            text.Append(
                values[index] is null ? "NULL" : Convert.ToString(values[index], System.Globalization.CultureInfo.InvariantCulture)
            );
        }

        return text.Append(" }").ToString();
    }
}
