using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>One INSERT statement per row: numbers bare, everything else as a literal by the dialect's rules, which the server converts by column.</summary>
sealed class InsertWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var columns = rows.Columns;
        var table =
            options.Table
            ?? throw new UsageException("the output format insert needs the name of a table", "-o insert", "add --table NAME");
        var names = string.Join(", ", columns.Select(column => options.QuoteIdentifier(column.Name)));
        var head = $"INSERT INTO {table} ({names}) VALUES (";
        while (await ReadAsync(rows, cancellationToken))
        {
            Output.Write(head);
            for (var ordinal = 0; ordinal < columns.Count; ordinal++)
            {
                if (ordinal > 0)
                {
                    Output.Write(", ");
                }

                Output.Write(Literal(rows.GetText(ordinal), columns[ordinal].Kind));
            }

            Output.Write(");\n");
        }
    }

    string Literal(string? text, ColumnKind kind) =>
        text is null ? "NULL"
        : kind is ColumnKind.Number && JsonText.IsNumber(text) ? text
        : options.QuoteLiteral(text, kind);
}
