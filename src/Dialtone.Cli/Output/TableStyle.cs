namespace Dialtone.Cli.Output;

/// <summary>The lines of a table: psql's borders 0 to 2, in ASCII or in box-drawing characters.</summary>
sealed record TableStyle
{
    /// <summary>psql's usual table: bars between the columns, a rule below the names.</summary>
    public static TableStyle Usual { get; } = Of(1, isUnicode: false);

    /// <summary>What begins a line.</summary>
    public required string Left { get; init; }

    /// <summary>What parts two columns.</summary>
    public required string Bar { get; init; }

    /// <summary>What ends a line.</summary>
    public required string Right { get; init; }

    /// <summary>The rule above the names.</summary>
    public RuleStyle? Top { get; init; }

    /// <summary>The rule below the names.</summary>
    public required RuleStyle Middle { get; init; }

    /// <summary>The rule below the rows.</summary>
    public RuleStyle? Bottom { get; init; }

    /// <summary>How much longer a rule is than its column.</summary>
    public required int RuleExtra { get; init; }

    /// <summary>Whether the last column is filled up to a line on its right.</summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether bars part the columns.</summary>
    public bool HasBars { get; init; } = true;

    /// <summary>The style of a border.</summary>
    /// <param name="border">0: blanks only; 1: lines inside; 2: lines around as well.</param>
    /// <param name="isUnicode">Whether the lines are box-drawing characters.</param>
    public static TableStyle Of(int border, bool isUnicode)
    {
        var (line, bar, cross) = isUnicode ? ('─', "│", "┼") : ('-', "|", "+");
        return border switch
        {
            0 => new()
            {
                Left = "",
                Bar = "",
                Right = "",
                Middle = new(line, "", " ", ""),
                RuleExtra = 0,
                HasBars = false,
            },
            1 => new()
            {
                Left = " ",
                Bar = bar + " ",
                Right = "",
                Middle = new(line, line.ToString(), cross + line, ""),
                RuleExtra = 1,
            },
            _ => new()
            {
                Left = bar + " ",
                Bar = bar + " ",
                Right = bar,
                Top = isUnicode ? new('─', "┌─", "┬─", "┐") : new('-', "+-", "+-", "+"),
                Middle = isUnicode ? new('─', "├─", "┼─", "┤") : new('-', "+-", "+-", "+"),
                Bottom = isUnicode ? new('─', "└─", "┴─", "┘") : new('-', "+-", "+-", "+"),
                RuleExtra = 1,
                IsClosed = true,
            },
        };
    }

    /// <summary>The width of a table without its ends.</summary>
    public int TotalWidth(int[] widths) =>
        widths.Sum()
        + (
            !HasBars ? widths.Length
            : IsClosed ? 3 * widths.Length + 1
            : 3 * widths.Length - (widths.Length > 0 ? 1 : 0)
        );
}

/// <summary>A horizontal line of a table.</summary>
/// <param name="Line">What it is drawn with.</param>
/// <param name="Left">Its left end.</param>
/// <param name="Joint">Where it meets a bar.</param>
/// <param name="Right">Its right end.</param>
sealed record RuleStyle(char Line, string Left, string Joint, string Right);
