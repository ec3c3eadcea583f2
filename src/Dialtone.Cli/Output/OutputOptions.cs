using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>What the formats can be told.</summary>
sealed record OutputOptions
{
    /// <summary>Whether the formats that have column names write them. Default: true.</summary>
    public bool Header { get; init; } = true;

    /// <summary>What stands for NULL; each format has its own default. The typed formats (json, jsonl, insert) have their own word and ignore it.</summary>
    public string? Null { get; init; }

    /// <summary>The lines of the aligned format. Default: psql's.</summary>
    public TableStyle Style { get; init; } = TableStyle.Usual;

    /// <summary>Whether the aligned format writes each column's type below its name. Default: false.</summary>
    public bool Types { get; init; }

    /// <summary>How long the headings of the vertical format are at most; 0 means as long as their rows are wide, as psql. Default: 0.</summary>
    public int Width { get; init; }

    /// <summary>How NULL and types differ from the values around them. Default: not at all.</summary>
    public Emphasis Faint { get; init; }

    /// <summary>The table that <c>insert</c> names, quoted by the dialect's rules.</summary>
    public string? Table { get; init; }

    /// <summary>A name by the dialect's rules, for <c>insert</c>.</summary>
    public Func<string, string> QuoteIdentifier { get; init; } = name => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    /// <summary>A value's text by the dialect's rules, for <c>insert</c>.</summary>
    public Func<string, ColumnKind, string> QuoteLiteral { get; init; } =
        (text, _) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
