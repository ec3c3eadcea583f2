namespace Dialtone.Cli.Output;

/// <summary>psql's aligned format: the title and the lines below the table are the source's business.</summary>
/// <remarks>
/// The first rows decide the widths (<see cref="RowWindow"/>). A later value that is wider is written in full and pushes the rest of its
/// line to the right: nothing is ever cut.
/// </remarks>
sealed class TableWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    readonly TableStyle style = options.Style;

    protected override string Separator => "\n";

    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var window = await RowWindow.ReadAsync(rows, options.Null ?? "NULL", ReadAsync, cancellationToken);
        var types = options.Types ? rows.Columns.Select(TypeName.Of).ToArray() : [];
        // psql keeps the names' room even where it does not write them.
        int[] widths = [.. window.Widths.Select((width, ordinal) => Math.Max(width, HeaderWidth(window, types, ordinal)))];
        if (options.Header)
        {
            WriteTitle(rows.Title, widths);
            WriteRule(widths, style.Top);
            WriteHeader(window.Headers, types, widths);
            WriteRule(widths, style.Middle);
        }
        else
        {
            WriteRule(widths, style.Top);
        }

        foreach (var row in window.Rows)
        {
            WriteRow(row, window, widths);
        }

        while (window.HasMore && await ReadAsync(rows, cancellationToken))
        {
            WriteRow(window.Current(), window, widths);
        }

        WriteRule(widths, style.Bottom);
        foreach (var footer in options.Header ? FootersOf(rows, withCount: true) : [])
        {
            Output.Write(footer);
            Output.Write('\n');
        }
    }

    static int HeaderWidth(RowWindow window, TypeName[] types, int ordinal) =>
        Math.Max(window.Headers[ordinal].Width, ordinal < types.Length ? types[ordinal].Text.Length : 0);

    // In the middle above the table, or from the left if it is wider.
    void WriteTitle(string? title, int[] widths)
    {
        if (title is not null)
        {
            var shown = DisplayText.Of(title);
            Pad((style.TotalWidth(widths) - shown.Width) / 2);
            Output.Write(shown.Text);
            Output.Write('\n');
        }
    }

    void WriteHeader(DisplayText[] headers, TypeName[] types, int[] widths)
    {
        var next = new int[headers.Length];
        while (next.Any(index => index >= 0))
        {
            for (var ordinal = 0; ordinal < headers.Length; ordinal++)
            {
                var line = next[ordinal] < 0 ? default : headers[ordinal].NextLine(ref next[ordinal]);
                WriteCentred(ordinal, line, widths[ordinal], default);
                Output.Write(next[ordinal] < 0 ? ' ' : '+');
            }

            EndLine();
        }

        if (types.Length > 0)
        {
            for (var ordinal = 0; ordinal < types.Length; ordinal++)
            {
                WriteCentred(ordinal, types[ordinal].Text, widths[ordinal], options.Faint);
                Output.Write(' ');
            }

            EndLine();
        }
    }

    void WriteCentred(int ordinal, ReadOnlySpan<char> line, int width, Emphasis emphasis)
    {
        var space = width - DisplayText.WidthOf(line);
        Output.Write(ordinal == 0 ? style.Left : style.Bar);
        Pad(space / 2);
        Output.Write(emphasis.Start);
        Output.Write(line);
        Output.Write(emphasis.End);
        Pad(space - space / 2);
    }

    void WriteRow(DisplayText[] row, RowWindow window, int[] widths)
    {
        if (row.Length == 0)
        {
            return;
        }

        Span<int> next = row.Length <= 64 ? stackalloc int[row.Length] : new int[row.Length];
        next.Clear();
        do
        {
            for (var ordinal = 0; ordinal < row.Length; ordinal++)
            {
                var isLast = ordinal == row.Length - 1;
                Output.Write(ordinal == 0 ? style.Left : style.Bar);
                var isOver = next[ordinal] < 0;
                var line = isOver ? default : row[ordinal].NextLine(ref next[ordinal]);
                var goesOn = next[ordinal] >= 0;
                var space = widths[ordinal] - DisplayText.WidthOf(line);
                var isPadded = !isLast || goesOn || style.IsClosed;
                if (window.IsRight(ordinal))
                {
                    Pad(isLast && isOver && !style.IsClosed ? 0 : space);
                    WriteValue(line, row[ordinal]);
                }
                else
                {
                    WriteValue(line, row[ordinal]);
                    Pad(isPadded ? space : 0);
                }

                if (isPadded)
                {
                    Output.Write(goesOn ? '+' : ' ');
                }
            }

            EndLine();
        } while (next.ContainsAnyExceptInRange(int.MinValue, -1));
    }

    void WriteValue(ReadOnlySpan<char> line, DisplayText value)
    {
        if (!value.IsNull || options.Faint.Start.Length == 0)
        {
            Output.Write(line);
            return;
        }

        Output.Write(options.Faint.Start);
        Output.Write(line);
        Output.Write(options.Faint.End);
    }

    void WriteRule(int[] widths, RuleStyle? rule)
    {
        if (rule is null)
        {
            return;
        }

        Output.Write(rule.Left);
        for (var ordinal = 0; ordinal < widths.Length; ordinal++)
        {
            Output.Write(ordinal == 0 ? "" : rule.Joint);
            Fill(rule.Line, widths[ordinal] + style.RuleExtra);
        }

        if (widths.Length == 0)
        {
            Output.Write(rule.Line);
        }

        Output.Write(rule.Right);
        Output.Write('\n');
    }

    void EndLine()
    {
        Output.Write(style.Right);
        Output.Write('\n');
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
