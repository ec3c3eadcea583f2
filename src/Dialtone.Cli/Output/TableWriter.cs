namespace Dialtone.Cli.Output;

/// <summary>psql's aligned format: the title and the lines below the table are the source's business.</summary>
/// <remarks>
/// The first rows decide the widths (<see cref="RowWindow"/>). A later value that is wider is written in full and pushes the rest of its
/// line to the right: nothing is ever cut.
/// </remarks>
sealed class TableWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    protected override string Separator => "\n";

    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var window = await RowWindow.ReadAsync(rows, options.Null ?? "NULL", ReadAsync, cancellationToken);
        var widths = options.Header
            ? [.. window.Widths.Zip(window.Headers, (width, header) => Math.Max(width, header.Width))]
            : window.Widths;
        if (options.Header)
        {
            WriteTitle(rows.Title, widths);
            WriteHeader(window.Headers, widths);
        }

        foreach (var row in window.Rows)
        {
            WriteRow(row, window, widths);
        }

        while (window.HasMore && await ReadAsync(rows, cancellationToken))
        {
            WriteRow(window.Current(), window, widths);
        }

        if (options.Header)
        {
            foreach (var footer in FootersOf(rows, withCount: true))
            {
                Output.Write(footer);
                Output.Write('\n');
            }
        }
    }

    // In the middle above the table, or from the left if it is wider.
    void WriteTitle(string? title, int[] widths)
    {
        if (title is not null)
        {
            var shown = DisplayText.Of(title);
            var total = widths.Sum() + 3 * widths.Length - (widths.Length > 0 ? 1 : 0);
            Pad((total - shown.Width) / 2);
            Output.Write(shown.Text);
            Output.Write('\n');
        }
    }

    void WriteHeader(DisplayText[] headers, int[] widths)
    {
        var next = new int[headers.Length];
        while (next.Any(index => index >= 0))
        {
            for (var ordinal = 0; ordinal < headers.Length; ordinal++)
            {
                var line = next[ordinal] < 0 ? default : headers[ordinal].NextLine(ref next[ordinal]);
                var space = widths[ordinal] - DisplayText.WidthOf(line);
                Output.Write(ordinal == 0 ? " " : "| ");
                Pad(space / 2);
                Output.Write(line);
                Pad(space - space / 2);
                Output.Write(next[ordinal] < 0 ? ' ' : '+');
            }

            Output.Write('\n');
        }

        for (var ordinal = 0; ordinal < widths.Length; ordinal++)
        {
            Output.Write(ordinal == 0 ? "-" : "+-");
            Fill('-', widths[ordinal] + 1);
        }

        Output.Write('\n');
    }

    void WriteRow(DisplayText[] row, RowWindow window, int[] widths)
    {
        Span<int> next = row.Length <= 64 ? stackalloc int[row.Length] : new int[row.Length];
        next.Clear();
        do
        {
            for (var ordinal = 0; ordinal < row.Length; ordinal++)
            {
                var isLast = ordinal == row.Length - 1;
                Output.Write(ordinal == 0 ? " " : "| ");
                var isOver = next[ordinal] < 0;
                var line = isOver ? default : row[ordinal].NextLine(ref next[ordinal]);
                var goesOn = next[ordinal] >= 0;
                var space = widths[ordinal] - DisplayText.WidthOf(line);
                if (window.IsRight(ordinal))
                {
                    Pad(isLast && isOver ? 0 : space);
                    Output.Write(line);
                }
                else
                {
                    Output.Write(line);
                    Pad(isLast && !goesOn ? 0 : space);
                }

                if (goesOn || !isLast)
                {
                    Output.Write(goesOn ? '+' : ' ');
                }
            }

            Output.Write('\n');
        } while (next.ContainsAnyExceptInRange(int.MinValue, -1));
    }

    void Pad(int count) => Fill(' ', count);

    void Fill(char character, int count)
    {
        for (; count > 0; count--)
        {
            Output.Write(character);
        }
    }
}
