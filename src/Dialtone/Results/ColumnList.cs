using System.Collections;
using Dialtone.Errors;

namespace Dialtone.Results;

/// <summary>The columns of one result: found by name without regard to case, exact case first.</summary>
public sealed class ColumnList : IReadOnlyList<Column>
{
    readonly Column[] columns;

    internal ColumnList(Column[] columns) => this.columns = columns;

    /// <inheritdoc/>
    public int Count => columns.Length;

    /// <inheritdoc/>
    public Column this[int index] => columns[index];

    /// <summary>The first column of that name.</summary>
    /// <exception cref="DatabaseException">No column has the name.</exception>
    public Column this[string name] => Find(name) ?? throw Missing(name);

    /// <summary>The first column of that name, or <see langword="null"/>.</summary>
    public Column? Find(string name) =>
        Array.Find(columns, column => column.Name == name)
        ?? Array.Find(columns, column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    internal DatabaseException Missing(string name) =>
        new(
            new Failure
            {
                Stage = ErrorStage.Result,
                Kind = ErrorKind.Data,
                What = $"the result has no column \"{name}\"",
                Fix =
                    columns.Length == 0
                        ? "the statement returned no columns"
                        : $"its columns are {string.Join(", ", columns.Select(column => column.Name))}",
            }
        );
}
