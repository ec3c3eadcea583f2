using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Cli.Tests.Output;

/// <summary>A result without a database.</summary>
sealed class MemoryRows(IReadOnlyList<Column> columns, IEnumerable<string?[]> rows) : IRowSource
{
    readonly IEnumerator<string?[]> rows = rows.GetEnumerator();

    public IReadOnlyList<Column> Columns => columns;

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => ValueTask.FromResult(rows.MoveNext());

    public string? GetText(int ordinal) => rows.Current[ordinal];

    /// <summary>A result whose columns are written as <c>name</c>, <c>name:Kind</c> or <c>name:Kind:type</c>.</summary>
    public static MemoryRows Of(string[] columns, params string?[][] rows) => new([.. columns.Select(Parse)], rows);

    /// <summary>What a format writes for a result.</summary>
    public static async Task<string> WriteAsync(string format, OutputOptions options, params MemoryRows[] results)
    {
        using var text = new StringWriter { NewLine = "\n" };
        var writer = KnownFormats.Find(format).Create(text, options);
        foreach (var result in results)
        {
            await writer.WriteAsync(result, TestContext.Current.CancellationToken);
        }

        return text.ToString();
    }

    /// <summary>What a format writes for a result, with default options.</summary>
    public static Task<string> WriteAsync(string format, params MemoryRows[] results) => WriteAsync(format, new(), results);

    static Column Parse(string text, int ordinal) =>
        text.Split(':') switch
        {
            [var name] => new(name, ordinal, "text", ColumnKind.Text),
            [var name, var kind] => new(name, ordinal, "", Enum.Parse<ColumnKind>(kind)),
            var parts => new(parts[0], ordinal, parts[2], Enum.Parse<ColumnKind>(parts[1])),
        };
}
