using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>The first rows of a result, read ahead so that column widths can be chosen from them; the rest is streamed.</summary>
/// <remarks>
/// At most <see cref="MaximumRows"/> rows or about <see cref="MaximumCharacters"/> characters, whichever comes first; all rows of a source that
/// holds them anyway.
/// </remarks>
sealed class RowWindow
{
    public const int MaximumRows = 1_000;
    public const int MaximumCharacters = 4_000_000;

    readonly List<DisplayText[]> rows = [];
    readonly IRowSource source;
    readonly DisplayText shownNull;

    RowWindow(IRowSource source, string nullText)
    {
        this.source = source;
        shownNull = DisplayText.OfNull(nullText);
        Headers = [.. source.Columns.Select(column => DisplayText.Of(column.Name))];
        Widths = new int[Headers.Length];
    }

    /// <summary>The names of the columns.</summary>
    public DisplayText[] Headers { get; }

    /// <summary>Whether each column's values stand to the right.</summary>
    public bool IsRight(int ordinal) => source.Columns[ordinal].Kind is ColumnKind.Number;

    /// <summary>The widest value of each column among the rows that were read ahead.</summary>
    public int[] Widths { get; }

    /// <summary>The rows that were read ahead.</summary>
    public IReadOnlyList<DisplayText[]> Rows => rows;

    /// <summary>Whether there may be more rows than those.</summary>
    public bool HasMore { get; private set; } = true;

    /// <summary>Reads ahead.</summary>
    public static async Task<RowWindow> ReadAsync(
        IRowSource source,
        string nullText,
        Func<IRowSource, CancellationToken, ValueTask<bool>> readAsync,
        CancellationToken cancellationToken
    )
    {
        var window = new RowWindow(source, nullText);
        for (var characters = 0L; source.IsHeld || (window.rows.Count < MaximumRows && characters < MaximumCharacters); )
        {
            if (!await readAsync(source, cancellationToken))
            {
                window.HasMore = false;
                break;
            }

            var row = window.Current();
            window.rows.Add(row);
            for (var ordinal = 0; ordinal < row.Length; ordinal++)
            {
                window.Widths[ordinal] = Math.Max(window.Widths[ordinal], row[ordinal].Width);
                characters += row[ordinal].Text.Length;
            }
        }

        return window;
    }

    /// <summary>The source's current row.</summary>
    public DisplayText[] Current()
    {
        var row = new DisplayText[Headers.Length];
        for (var ordinal = 0; ordinal < row.Length; ordinal++)
        {
            row[ordinal] = source.GetText(ordinal) is { } text ? DisplayText.Of(text) : shownNull;
        }

        return row;
    }
}
