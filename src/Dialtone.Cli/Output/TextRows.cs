using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>A result of the engine as rows of text.</summary>
sealed class TextRows(TextResult result) : IRowSource
{
    public IReadOnlyList<Column> Columns => result.Columns;

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => result.ReadAsync(cancellationToken);

    public string? GetText(int ordinal) => result.GetText(ordinal);
}
