using System.Globalization;

namespace Dialtone.Cli.Output;

/// <summary>psql's expanded format: a heading per row, a line per value.</summary>
sealed class VerticalWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    protected override string Separator => "\n";

    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var window = await RowWindow.ReadAsync(rows, options.Null ?? "NULL", ReadAsync, cancellationToken);
        var nameWidth = window.Headers.Select(header => header.Width).DefaultIfEmpty().Max();
        var valueWidth = window.Widths.DefaultIfEmpty().Max();
        if (options.Header && rows.Title is { } title && (window.Rows.Count > 0 || window.HasMore))
        {
            Output.Write(DisplayText.Of(title).Text + "\n");
        }

        var number = 0L;
        foreach (var row in window.Rows)
        {
            WriteRow(window.Headers, row, ++number, nameWidth, valueWidth);
        }

        while (window.HasMore && await ReadAsync(rows, cancellationToken))
        {
            WriteRow(window.Headers, window.Current(), ++number, nameWidth, valueWidth);
        }

        // The heading of the last row counts them already.
        string[] footers = options.Header ? [.. FootersOf(rows, withCount: number == 0)] : [];
        Output.Write(number > 0 && footers.Length > 0 ? "\n" : "");
        foreach (var footer in footers)
        {
            Output.Write(footer + "\n");
        }
    }

    void WriteRow(DisplayText[] names, DisplayText[] values, long number, int nameWidth, int valueWidth)
    {
        WriteHeading(number, nameWidth, valueWidth);
        for (var ordinal = 0; ordinal < names.Length; ordinal++)
        {
            WriteValue(names[ordinal], values[ordinal], nameWidth, valueWidth);
        }
    }

    void WriteHeading(long number, int nameWidth, int valueWidth)
    {
        var heading = options.Header ? string.Create(CultureInfo.InvariantCulture, $"-[ RECORD {number} ]") : "-";
        Output.Write(heading);
        var width = nameWidth + 3 + valueWidth;
        for (var column = heading.Length; column < (options.Width > 0 ? Math.Min(width, options.Width) : width); column++)
        {
            Output.Write(column == nameWidth + 1 ? '+' : '-');
        }

        Output.Write('\n');
    }

    void WriteValue(DisplayText name, DisplayText value, int nameWidth, int valueWidth)
    {
        int nextName = 0,
            nextValue = 0;
        do
        {
            var isFirst = nextValue == 0;
            var nameLine = nextName < 0 ? default : name.NextLine(ref nextName);
            Output.Write(nameLine);
            Pad(nameWidth - DisplayText.WidthOf(nameLine));
            Output.Write(nextName < 0 ? " |" : "+|");
            if (nextValue >= 0)
            {
                var line = value.NextLine(ref nextValue);
                Output.Write(' ');
                Output.Write(value.IsNull ? options.Faint.Start : "");
                Output.Write(line);
                Output.Write(value.IsNull ? options.Faint.End : "");
                if (nextValue >= 0)
                {
                    Pad(valueWidth - DisplayText.WidthOf(line));
                    Output.Write('+');
                }
            }

            Output.Write('\n');
        } while (nextName >= 0 || nextValue >= 0);
    }

    void Pad(int count)
    {
        for (; count > 0; count--)
        {
            Output.Write(' ');
        }
    }
}
