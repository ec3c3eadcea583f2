using System.Globalization;
using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Display;

/// <summary>The next rows of a result, at most a number of them; the rest stays at the server until somebody asks.</summary>
sealed class LimitedRows(IRowSource source, long limit) : IRowSource
{
    long limit = limit;
    long start;
    long served;
    bool isAhead;

    public IReadOnlyList<Column> Columns => source.Columns;

    public string? Title => source.Title;

    public bool CountsRows => source.CountsRows && !HasMore && start == 0;

    public IEnumerable<string> Footers =>
        HasMore ? [Range("; there are more: \\more shows the next, \\more all the rest")]
        : start > 0 ? [Range("")]
        : source.Footers;

    /// <summary>Whether there are rows behind the limit.</summary>
    public bool HasMore { get; private set; }

    /// <summary>How many rows were served since the result's beginning.</summary>
    public long TotalRows => start + served;

    /// <summary>Starts over behind the rows that were served.</summary>
    /// <param name="next">How many rows at most; 0 means all.</param>
    public void Continue(long next)
    {
        limit = next;
        start += served;
        served = 0;
        HasMore = false;
    }

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (HasMore)
        {
            return false;
        }

        // The row that showed that there are more is the first one of the next page.
        var isThere = isAhead || await source.ReadAsync(cancellationToken);
        isAhead = false;
        if (isThere && limit > 0 && served == limit)
        {
            HasMore = true;
            isAhead = true;
            return false;
        }

        served += isThere ? 1 : 0;
        return isThere;
    }

    public string? GetText(int ordinal) => source.GetText(ordinal);

    string Range(string what) =>
        start == 0
            ? string.Create(CultureInfo.InvariantCulture, $"(the first {served} rows{what})")
            : string.Create(CultureInfo.InvariantCulture, $"(rows {start + 1} to {start + served}{what})");
}
