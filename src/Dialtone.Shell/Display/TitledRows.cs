using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Display;

/// <summary>A result under the title that <c>\C</c> set, unless it has its own, and with or without its number of rows.</summary>
sealed class TitledRows(IRowSource source, string? title, bool countsRows) : IRowSource
{
    public IReadOnlyList<Column> Columns => source.Columns;

    public string? Title => source.Title ?? title;

    public bool IsHeld => source.IsHeld;

    public bool CountsRows => countsRows && source.CountsRows;

    public IEnumerable<string> Footers => source.Footers;

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => source.ReadAsync(cancellationToken);

    public string? GetText(int ordinal) => source.GetText(ordinal);
}
