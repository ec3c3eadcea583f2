using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>A result of our own making.</summary>
sealed class ListedRows(IEnumerable<string> names, IEnumerable<string?[]> rows) : IRowSource
{
    readonly IEnumerator<string?[]> rows = rows.GetEnumerator();

    public IReadOnlyList<Column> Columns { get; } = [.. names.Select((name, ordinal) => new Column(name, ordinal, "", ColumnKind.Text))];

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(rows.MoveNext());

    public string? GetText(int ordinal) => rows.Current[ordinal];
}
