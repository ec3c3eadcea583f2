using System.Text.Json;
using Dialtone.Cli.Output;
using Dialtone.Results;

namespace Dialtone.Shell.Display;

/// <summary>A result whose long JSON documents are laid out over lines, for a screen that shows one value below the other.</summary>
sealed class ReadableRows(IRowSource source, int width) : IRowSource
{
    static readonly JsonSerializerOptions Indented = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public IReadOnlyList<Column> Columns => source.Columns;

    public string? Title => source.Title;

    public bool IsHeld => source.IsHeld;

    public bool CountsRows => source.CountsRows;

    public IEnumerable<string> Footers => source.Footers;

    public ValueTask<bool> ReadAsync(CancellationToken cancellationToken) => source.ReadAsync(cancellationToken);

    public string? GetText(int ordinal)
    {
        var text = source.GetText(ordinal);
        return text is not null && Columns[ordinal].Kind == ColumnKind.Json && text.Length + Columns[ordinal].Name.Length + 3 > width
            ? Indent(text)
            : text;
    }

    static string Indent(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            return JsonSerializer.Serialize(document.RootElement, Indented);
        }
        catch (JsonException)
        {
            return text;
        }
    }
}
