using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Display;

/// <summary>A result made to fit a width: long texts are cut, then columns from the middle are left out. Both are announced below the table.</summary>
/// <remarks>What is cut ends in an ellipsis; the whole value is one <c>\x</c> away. A number is never cut: it would be another number.</remarks>
sealed class FittedRows : IRowSource
{
    /// <summary>The least width that a column is cut to.</summary>
    public const int LeastWidth = 16;

    const string Ellipsis = "…";
    const int Gap = -1;

    readonly MeasuredRows source;
    readonly List<int> shown;
    readonly int[] limits;
    readonly string[] hidden;
    readonly int width;
    bool hasCut;

    /// <summary>Fits a result.</summary>
    /// <param name="source">The result.</param>
    /// <param name="width">The width, in terminal columns.</param>
    public FittedRows(MeasuredRows source, int width)
    {
        this.source = source;
        this.width = width;
        var widths = (int[])source.Widths.Clone();
        limits = Narrow(source.Columns, widths, width);
        shown = Choose(widths, width);
        hidden = [.. source.Columns.Where(column => !shown.Contains(column.Ordinal)).Select(column => column.Name)];
        Columns = [.. shown.Select(ShownColumn)];
    }

    public IReadOnlyList<Column> Columns { get; }

    public string? Title => source.Title;

    public bool IsHeld => source.IsHeld;

    public bool CountsRows => source.CountsRows;

    public IEnumerable<string> Footers
    {
        get
        {
            foreach (var footer in source.Footers)
            {
                yield return footer;
            }

            if (hidden.Length > 0)
            {
                var head = $"({hidden.Length} column{(hidden.Length == 1 ? "" : "s")} left out: ";
                const string Tail = "; \\x shows all)";
                yield return head + Cut(string.Join(", ", hidden), Math.Max(LeastWidth, width - head.Length - Tail.Length)) + Tail;
            }

            if (hasCut)
            {
                yield return $"({Ellipsis} stands for the rest of a value; \\x shows all of it)";
            }
        }
    }

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => source.ReadAsync(cancellationToken);

    public string? GetText(int ordinal)
    {
        var original = shown[ordinal];
        if (original == Gap)
        {
            return Ellipsis;
        }

        if (source.GetText(original) is not { } text || limits[original] == int.MaxValue)
        {
            return source.GetText(original);
        }

        var cut = Cut(text, limits[original]);
        hasCut |= !ReferenceEquals(cut, text);
        return cut;
    }

    // The widest texts give way first, so that short ones stay whole.
    static int[] Narrow(IReadOnlyList<Column> columns, int[] widths, int width)
    {
        var limits = new int[widths.Length];
        Array.Fill(limits, int.MaxValue);
        while (MeasuredRows.WidthOf(widths) > width && Widest(columns, widths) is >= 0 and var widest)
        {
            limits[widest] = --widths[widest];
        }

        return limits;
    }

    static int Widest(IReadOnlyList<Column> columns, int[] widths)
    {
        var widest = -1;
        for (var ordinal = 0; ordinal < widths.Length; ordinal++)
        {
            var mayBeCut = columns[ordinal].Kind is not (ColumnKind.Number or ColumnKind.Temporal) && widths[ordinal] > LeastWidth;
            if (mayBeCut && (widest < 0 || widths[ordinal] > widths[widest]))
            {
                widest = ordinal;
            }
        }

        return widest;
    }

    // People look at both ends: the key is at the left, what was asked for often at the right.
    static List<int> Choose(int[] widths, int width)
    {
        var kept = Enumerable.Range(0, widths.Length).ToList();
        if (MeasuredRows.WidthOf(widths) <= width || kept.Count < 3)
        {
            return kept;
        }

        while (kept.Count > 2 && MeasuredRows.WidthOf([.. kept.Select(ordinal => widths[ordinal]), Ellipsis.Length]) > width)
        {
            kept.RemoveAt(kept.Count / 2);
        }

        kept.Insert(kept.FindIndex(1, ordinal => ordinal - kept[kept.IndexOf(ordinal) - 1] > 1), Gap);
        return kept;
    }

    Column ShownColumn(int original, int place) =>
        original == Gap
            ? new(Ellipsis, place, "", ColumnKind.Text)
            : source.Columns[original] with
            {
                Name = Cut(source.Columns[original].Name, limits[original]),
                Ordinal = place,
            };

    static string Cut(string text, int width) =>
        // Most values are short, and one character takes at most ten columns, as an escape.
        text.Length * 10L
            <= width
        || DisplayText.Of(text).Width <= width
            ? text
            : string.Join('\n', text.Split('\n').Select(line => CutLine(line, width)));

    static string CutLine(string line, int width)
    {
        if (DisplayText.Of(line).Width <= width)
        {
            return line;
        }

        var end = 0;
        var used = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            used += DisplayText.Of(rune.ToString()).Width;
            if (used > width - 1)
            {
                break;
            }

            end += rune.Utf16SequenceLength;
        }

        return line[..end] + Ellipsis;
    }
}
