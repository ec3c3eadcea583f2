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

    /// <summary>The column of that name.</summary>
    /// <exception cref="DatabaseException">No column has the name, or several have.</exception>
    public Column this[string name] => Only(Find(name) ?? throw Missing(name));

    /// <summary>The first column of that name, or <see langword="null"/>.</summary>
    public Column? Find(string name) =>
        Array.Find(columns, column => column.Name == name)
        ?? Array.Find(columns, column => string.Equals(column.Name, name, StringComparison.OrdinalIgnoreCase));

    /// <inheritdoc/>
    public IEnumerator<Column> GetEnumerator() => ((IEnumerable<Column>)columns).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    /// <summary>The column for a member of a record: by its name, or without regard to case and underscores.</summary>
    /// <exception cref="DatabaseException">Several columns have the name.</exception>
    internal Column? FindMember(string member) =>
        (Find(member) ?? Array.Find(columns, column => Same(column.Name, member))) is { } found ? Only(found) : null;

    // Whichever was meant, the other would be a wrong value without a word.
    Column Only(Column found) =>
        Array.FindLast(columns, column => column.Name == found.Name) == found
            ? found
            : throw new DatabaseException(
                new Failure
                {
                    Stage = ErrorStage.Result,
                    Kind = ErrorKind.Data,
                    What = $"the result has several columns \"{found.Name}\"",
                    Fix = "give them names of their own with AS, or read them by their places",
                }
            );

    static bool Same(string column, string member) =>
        string.Equals(
            column.Replace("_", "", StringComparison.Ordinal),
            member.Replace("_", "", StringComparison.Ordinal),
            StringComparison.OrdinalIgnoreCase
        );

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
