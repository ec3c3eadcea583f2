using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Tests.Display;

/// <summary>A result of one JSON document.</summary>
sealed class JsonRow(string text) : IRowSource
{
    bool isRead;

    public IReadOnlyList<Column> Columns { get; } = [new("doc", 0, "jsonb", ColumnKind.Json)];

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken)
    {
        var isFirst = !isRead;
        isRead = true;
        return ValueTask.FromResult(isFirst);
    }

    public string? GetText(int ordinal) => text;
}
