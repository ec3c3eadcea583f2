using System.Buffers;
using System.Text;
using Dialtone.Cli.Terminal;
using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>A <c>table</c> element per result, without styles: <c>class="null"</c> marks NULL, <c>class="number"</c> what stands to the right.</summary>
sealed class HtmlWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    static readonly SearchValues<char> Escaped = SearchValues.Create("&<>\"'\n");

    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var columns = rows.Columns;
        Output.Write("<table>\n");
        if (options.Header)
        {
            Output.Write("<thead>\n<tr>");
            foreach (var column in columns)
            {
                Output.Write("<th>");
                Output.Write(Escape(column.Name));
                Output.Write("</th>");
            }

            Output.Write("</tr>\n</thead>\n");
        }

        Output.Write("<tbody>\n");
        while (await ReadAsync(rows, cancellationToken))
        {
            Output.Write("<tr>");
            for (var ordinal = 0; ordinal < columns.Count; ordinal++)
            {
                WriteCell(rows.GetText(ordinal), columns[ordinal].Kind);
            }

            Output.Write("</tr>\n");
        }

        Output.Write("</tbody>\n</table>\n");
    }

    void WriteCell(string? text, ColumnKind kind)
    {
        Output.Write(
            text is null ? "<td class=\"null\">"
            : kind is ColumnKind.Number ? "<td class=\"number\">"
            : "<td>"
        );
        Output.Write(Escape(text ?? options.Null ?? "NULL"));
        Output.Write("</td>");
    }

    static string Escape(string text)
    {
        var plain = PrintableText.Escape(text, keepLayout: true);
        if (!plain.AsSpan().ContainsAny(Escaped))
        {
            return plain;
        }

        var escaped = new StringBuilder(plain.Length + 16);
        foreach (var character in plain)
        {
            _ = character switch
            {
                '&' => escaped.Append("&amp;"),
                '<' => escaped.Append("&lt;"),
                '>' => escaped.Append("&gt;"),
                '"' => escaped.Append("&quot;"),
                '\'' => escaped.Append("&#39;"),
                '\n' => escaped.Append("<br>"),
                _ => escaped.Append(character),
            };
        }

        return escaped.ToString();
    }
}
