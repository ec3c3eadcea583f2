using Dialtone.Cli.Output;

namespace Dialtone.Shell.Display;

/// <summary>Shows results as the settings say: to a screen so that they fit, anywhere else as psql would.</summary>
sealed class ResultPrinter(Screen screen, Engine? engine, TimeProvider time)
{
    /// <summary>How long a person has read in the pager.</summary>
    public TimeSpan ReadingTime { get; private set; }

    /// <summary>Writes one result.</summary>
    /// <param name="rows">The result.</param>
    /// <param name="settings">How.</param>
    /// <param name="output">Where to.</param>
    /// <param name="isScreen">Whether a person reads it there.</param>
    /// <param name="cancellationToken">Cancels.</param>
    /// <returns>The number of rows.</returns>
    public async Task<long> PrintAsync(
        IRowSource rows,
        PrintSettings settings,
        TextWriter output,
        bool isScreen,
        CancellationToken cancellationToken
    )
    {
        rows = new TitledRows(rows, settings.Title, settings.Footer);
        var isAligned = settings.Format is "aligned" or "wrapped";
        var isExpanded = settings.Expanded == ExpandedMode.On;
        var options = Options(settings, isScreen);
        var width = settings.Columns > 0 ? settings.Columns : screen.Width;
        if (isAligned && !isExpanded && width > 0 && (isScreen || settings.Columns > 0))
        {
            var measured = await MeasuredRows.ReadAsync(rows, options.Null ?? "", options.Types, cancellationToken);
            isExpanded = settings.Expanded == ExpandedMode.Auto && measured.TotalWidth > width;
            rows = isExpanded || !settings.Fits || measured.TotalWidth <= width ? measured : new FittedRows(measured, width);
        }

        if (isAligned && isExpanded && isScreen)
        {
            rows = new ReadableRows(rows, width);
            options = options with { Width = width };
        }

        var paged = isScreen && settings.Pager > 0 ? new PagedWriter(output, PagerProgram.Start, screen.Height, settings.Pager > 1) : null;
        try
        {
            var writer = Writer(settings, options, paged ?? output, isExpanded);
            await writer.WriteAsync(rows, cancellationToken);
            (paged ?? output).Write(isAligned ? "\n" : "");
            return writer.RowCount;
        }
        finally
        {
            var finished = time.GetTimestamp();
            await (paged?.FinishAsync() ?? Task.CompletedTask);
            ReadingTime += paged is null ? TimeSpan.Zero : time.GetElapsedTime(finished);
        }
    }

    static ResultWriter Writer(PrintSettings settings, OutputOptions options, TextWriter output, bool isExpanded) =>
        settings.Format switch
        {
            "aligned" or "wrapped" => isExpanded ? new VerticalWriter(output, options) : new TableWriter(output, options),
            "unaligned" => new UnalignedWriter(output, options)
            {
                IsExpanded = isExpanded || settings.Expanded == ExpandedMode.On,
                FieldSeparator = settings.FieldSeparator,
                RecordSeparator = settings.RecordSeparator,
            },
            var name => KnownFormats.Find(name).Create(output, options),
        };

    OutputOptions Options(PrintSettings settings, bool isScreen) =>
        new()
        {
            Header = !settings.TuplesOnly,
            Null = settings.Null ?? (isScreen ? "NULL" : ""),
            Faint = isScreen && screen.HasColour ? Emphasis.Dim : default,
            Types = isScreen && settings.Types,
            Style = settings is { Border: 1, IsUnicode: false } ? TableStyle.Usual : TableStyle.Of(settings.Border, settings.IsUnicode),
            Table = "result",
            QuoteIdentifier = engine is null ? new OutputOptions().QuoteIdentifier : engine.QuoteIdentifier,
            QuoteLiteral = engine is null ? new OutputOptions().QuoteLiteral : engine.QuoteLiteral,
        };
}
