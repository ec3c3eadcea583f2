namespace Dialtone.Cli.Output;

/// <summary>psql's unaligned format: values as they are with a separator between them. Nothing is quoted.</summary>
sealed class UnalignedWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    /// <summary>Whether each value gets a line of its own, behind its column's name.</summary>
    public bool IsExpanded { get; init; }

    /// <summary>What parts two values.</summary>
    public string FieldSeparator { get; init; } = "|";

    /// <summary>What parts two rows.</summary>
    public string RecordSeparator { get; init; } = "\n";

    protected override Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken) =>
        IsExpanded ? WriteExpandedAsync(rows, cancellationToken) : WriteListAsync(rows, cancellationToken);

    async Task WriteListAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var isFirst = true;
        if (options.Header)
        {
            if (rows.Title is { } title)
            {
                Output.Write(title + RecordSeparator);
            }

            for (var ordinal = 0; ordinal < rows.Columns.Count; ordinal++)
            {
                Output.Write(ordinal == 0 ? "" : FieldSeparator);
                Output.Write(rows.Columns[ordinal].Name);
            }

            isFirst = false;
        }

        while (await ReadAsync(rows, cancellationToken))
        {
            Output.Write(isFirst ? "" : RecordSeparator);
            isFirst = false;
            for (var ordinal = 0; ordinal < rows.Columns.Count; ordinal++)
            {
                Output.Write(ordinal == 0 ? "" : FieldSeparator);
                Output.Write(rows.GetText(ordinal) ?? options.Null ?? "");
            }
        }

        isFirst = WriteFooters(rows, isFirst);
        Output.Write(isFirst ? "" : "\n");
    }

    async Task WriteExpandedAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var isFirst = true;
        if (options.Header && rows.Title is { } title)
        {
            Output.Write(title);
            isFirst = false;
        }

        while (await ReadAsync(rows, cancellationToken))
        {
            Output.Write(isFirst ? "" : RecordSeparator + RecordSeparator);
            isFirst = false;
            for (var ordinal = 0; ordinal < rows.Columns.Count; ordinal++)
            {
                Output.Write(ordinal == 0 ? "" : RecordSeparator);
                Output.Write(rows.Columns[ordinal].Name);
                Output.Write(FieldSeparator);
                Output.Write(rows.GetText(ordinal) ?? options.Null ?? "");
            }
        }

        Output.Write(isFirst ? "" : "\n");
    }

    bool WriteFooters(IRowSource rows, bool isFirst)
    {
        foreach (var footer in options.Header ? FootersOf(rows, withCount: true) : [])
        {
            Output.Write(isFirst ? "" : RecordSeparator);
            Output.Write(footer);
            isFirst = false;
        }

        return isFirst;
    }
}
