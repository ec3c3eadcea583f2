using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>One result as a format sees it: columns, then rows of text, forward only. The texts are untrusted.</summary>
interface IRowSource
{
    /// <summary>The columns.</summary>
    IReadOnlyList<Column> Columns { get; }

    /// <summary>What the formats for people write above the table, if anything.</summary>
    string? Title => null;

    /// <summary>Whether all rows are in memory already, so that a format may look at every one before it writes.</summary>
    bool IsHeld => false;

    /// <summary>Whether the formats for people write the number of rows below the table. Asked after the last row.</summary>
    bool CountsRows => false;

    /// <summary>The other lines that they write below the table. Asked after the last row.</summary>
    IEnumerable<string> Footers => [];

    /// <summary>Moves to the next row.</summary>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The value of the current row at a place; SQL NULL is <see langword="null"/>.</summary>
    string? GetText(int ordinal);
}
