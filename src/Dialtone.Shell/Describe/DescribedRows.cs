using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Describe;

/// <summary>A description as a result that every format can write.</summary>
sealed class DescribedRows(Description description) : IRowSource
{
    int current = -1;

    public IReadOnlyList<Column> Columns => description.Columns;

    public string? Title => description.Title;

    public bool IsHeld => true;

    public bool CountsRows => description.CountsRows && description.Footers.Count == 0;

    public IEnumerable<string> Footers => description.Footers;

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(++current < description.Rows.Count);

    public string? GetText(int ordinal) => description.Rows[current][ordinal];
}
