using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Display;

/// <summary>A result whose first rows were read ahead, so that a layout can be chosen from them; nothing is lost by it.</summary>
sealed class MeasuredRows : IRowSource
{
    const int MaximumRows = 1_000;

    readonly IRowSource source;
    readonly List<string?[]> ahead = [];
    int current = -1;

    MeasuredRows(IRowSource source, bool withTypes)
    {
        this.source = source;
        Widths =
        [
            .. source.Columns.Select(column =>
                Math.Max(DisplayText.Of(column.Name).Width, withTypes ? TypeName.Of(column).Text.Length : 0)
            ),
        ];
    }

    public IReadOnlyList<Column> Columns => source.Columns;

    public string? Title => source.Title;

    public bool IsHeld => source.IsHeld;

    public bool CountsRows => source.CountsRows;

    public IEnumerable<string> Footers => source.Footers;

    /// <summary>The widest of each column's name and values, among the rows that were read ahead.</summary>
    public int[] Widths { get; }

    /// <summary>The width of the table, in terminal columns.</summary>
    public int TotalWidth => WidthOf(Widths);

    /// <summary>Reads ahead.</summary>
    public static async Task<MeasuredRows> ReadAsync(
        IRowSource source,
        string nullText,
        bool withTypes,
        CancellationToken cancellationToken
    )
    {
        var rows = new MeasuredRows(source, withTypes);
        for (var characters = 0L; rows.ahead.Count < MaximumRows && characters < RowWindow.MaximumCharacters; )
        {
            if (!await source.ReadAsync(cancellationToken))
            {
                break;
            }

            var row = new string?[rows.Widths.Length];
            for (var ordinal = 0; ordinal < row.Length; ordinal++)
            {
                row[ordinal] = source.GetText(ordinal);
                var text = row[ordinal] ?? nullText;
                rows.Widths[ordinal] = Math.Max(rows.Widths[ordinal], DisplayText.Of(text).Width);
                characters += text.Length;
            }

            rows.ahead.Add(row);
        }

        return rows;
    }

    /// <summary>The width of a table whose columns are that wide: a blank on both sides of each, a bar between.</summary>
    public static int WidthOf(IReadOnlyCollection<int> widths) => widths.Sum() + 3 * widths.Count - 1;

    public async ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        if (++current < ahead.Count)
        {
            return true;
        }

        ahead.Clear();
        current = 0;
        return await source.ReadAsync(cancellationToken);
    }

    public string? GetText(int ordinal) => ahead.Count > 0 ? ahead[current][ordinal] : source.GetText(ordinal);
}
