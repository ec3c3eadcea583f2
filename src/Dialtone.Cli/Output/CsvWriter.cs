using System.Buffers;

namespace Dialtone.Cli.Output;

/// <summary>What PostgreSQL's <c>COPY … (FORMAT csv, HEADER)</c> writes, byte by byte: NULL is nothing, an empty text is <c>""</c>.</summary>
sealed class CsvWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    readonly string nullText = options.Null ?? "";

    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var count = rows.Columns.Count;
        if (options.Header)
        {
            for (var ordinal = 0; ordinal < count; ordinal++)
            {
                Write(rows.Columns[ordinal].Name, ordinal, count);
            }

            Output.Write('\n');
        }

        while (await ReadAsync(rows, cancellationToken))
        {
            for (var ordinal = 0; ordinal < count; ordinal++)
            {
                Write(rows.GetText(ordinal), ordinal, count);
            }

            Output.Write('\n');
        }
    }

    void Write(string? text, int ordinal, int count)
    {
        if (ordinal > 0)
        {
            Output.Write(',');
        }

        if (text is null)
        {
            Output.Write(nullText);
        }
        else if (text == nullText || (count == 1 && text == "\\.") || text.AsSpan().ContainsAny(Quoted))
        {
            // A single column that says \. would end the data for COPY FROM.
            Output.Write('"');
            Output.Write(text.Replace("\"", "\"\"", StringComparison.Ordinal));
            Output.Write('"');
        }
        else
        {
            Output.Write(text);
        }
    }
}
