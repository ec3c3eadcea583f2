using System.Text;
using Dialtone.Cli.Terminal;
using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>A GitHub table: shown, every value reads as it is. Columns are not padded, so that rows can be streamed.</summary>
sealed class MarkdownWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    protected override string Separator => "\n";

    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var columns = rows.Columns;
        // A table of this kind cannot be without a header line; it can be an empty one.
        Output.Write('|');
        foreach (var column in columns)
        {
            WriteCell(options.Header ? column.Name : "");
        }

        Output.Write("\n|");
        foreach (var column in columns)
        {
            Output.Write(column.Kind is ColumnKind.Number ? "---:|" : "---|");
        }

        Output.Write('\n');
        while (await ReadAsync(rows, cancellationToken))
        {
            Output.Write('|');
            for (var ordinal = 0; ordinal < columns.Count; ordinal++)
            {
                WriteCell(rows.GetText(ordinal) ?? options.Null ?? "NULL");
            }

            Output.Write('\n');
        }
    }

    void WriteCell(string text)
    {
        Output.Write(' ');
        Output.Write(Escape(text));
        Output.Write(" |");
    }

    static string Escape(string text)
    {
        var plain = PrintableText.Escape(text, keepLayout: true);
        var escaped = new StringBuilder(plain.Length + 16);
        for (var index = 0; index < plain.Length; index++)
        {
            var character = plain[index];
            _ = character switch
            {
                '\n' => escaped.Append("<br>"),
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '\\' or '|' or '`' or '*' or '~' or '[' or ']' => escaped.Append('\\').Append(character),
                '_' when !IsInsideWord(plain, index) => escaped.Append("\\_"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }

    // An underscore between letters is no emphasis, and names of columns are full of them.
    static bool IsInsideWord(string text, int index) =>
        index > 0 && index + 1 < text.Length && char.IsLetterOrDigit(text[index - 1]) && char.IsLetterOrDigit(text[index + 1]);
}
