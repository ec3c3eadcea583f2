namespace Dialtone.Shell.Display;

/// <summary>How results are shown: what <c>\pset</c> sets.</summary>
sealed record PrintSettings
{
    /// <summary>The format: psql's <c>aligned</c>, <c>unaligned</c>, <c>csv</c> and <c>html</c>, or one of ours.</summary>
    public string Format { get; init; } = "aligned";

    /// <summary><c>\x</c>.</summary>
    public ExpandedMode Expanded { get; init; }

    /// <summary>How many lines are drawn around the cells: 0, 1 or 2.</summary>
    public int Border { get; init; } = 1;

    /// <summary>Whether the lines are box-drawing characters.</summary>
    public bool IsUnicode { get; init; }

    /// <summary>What stands for NULL; <see langword="null"/> means nothing in a pipe, as psql, and a dim <c>NULL</c> on a terminal.</summary>
    public string? Null { get; init; }

    /// <summary>What parts the values of the unaligned format.</summary>
    public string FieldSeparator { get; init; } = "|";

    /// <summary>What parts the rows of the unaligned format.</summary>
    public string RecordSeparator { get; init; } = "\n";

    /// <summary><c>\t</c>: only rows, without names, titles and counts.</summary>
    public bool TuplesOnly { get; init; }

    /// <summary>Whether the number of rows stands below a table.</summary>
    public bool Footer { get; init; } = true;

    /// <summary><c>\C</c>: what stands above every table.</summary>
    public string? Title { get; init; }

    /// <summary>Whether what is longer than the screen goes through a pager: 0 never, 1 when needed, 2 always.</summary>
    public int Pager { get; init; } = 1;

    /// <summary>The width to fit; 0 means the terminal's.</summary>
    public int Columns { get; init; }

    /// <summary>The table element's attributes in HTML.</summary>
    public string? TableAttributes { get; init; }

    /// <summary>Whether the columns' types stand below their names on a terminal.</summary>
    public bool Types { get; init; } = true;

    /// <summary>Whether a table that is too wide for a terminal gives way; what psql itself describes does not.</summary>
    public bool Fits { get; init; } = true;

    /// <summary>How many rows a terminal gets before it is asked whether it wants more; 0 means all.</summary>
    public long Limit { get; init; } = 1_000;
}
