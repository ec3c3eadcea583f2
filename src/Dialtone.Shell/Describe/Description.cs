using Dialtone.Results;

namespace Dialtone.Shell.Describe;

/// <summary>One table that a describing command prints.</summary>
/// <param name="Title">What stands above it.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows; the texts are untrusted.</param>
sealed record Description(string? Title, IReadOnlyList<Column> Columns, IReadOnlyList<string?[]> Rows)
{
    /// <summary>Lines below the table; without any, <see cref="CountsRows"/> decides.</summary>
    public IReadOnlyList<string> Footers { get; init; } = [];

    /// <summary>Whether the number of rows stands below the table. Default: true.</summary>
    public bool CountsRows { get; init; } = true;

    /// <summary>Columns of text with these names.</summary>
    public static IReadOnlyList<Column> TextColumns(IEnumerable<string> names) =>
        [.. names.Select((name, ordinal) => new Column(name, ordinal, "", ColumnKind.Text))];
}
