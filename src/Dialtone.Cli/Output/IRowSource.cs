using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>One result as a format sees it: columns, then rows of text, forward only. The texts are untrusted.</summary>
interface IRowSource
{
    /// <summary>The columns.</summary>
    IReadOnlyList<Column> Columns { get; }

    /// <summary>Moves to the next row.</summary>
    ValueTask<bool> ReadAsync(CancellationToken cancellationToken);

    /// <summary>The value of the current row at a place; SQL NULL is <see langword="null"/>.</summary>
    string? GetText(int ordinal);
}
