namespace Dialtone.Cli.Output;

/// <summary>Writes results one after the other in one format. Memory does not grow with the number of rows.</summary>
abstract class ResultWriter(TextWriter output)
{
    /// <summary>The number of rows of the result that was written last.</summary>
    public long RowCount { get; private set; }

    /// <summary>Where the text goes.</summary>
    protected TextWriter Output => output;

    /// <summary>What is written between two results; psql's rule: nothing, except where the eye would run them together.</summary>
    protected virtual string Separator => "";

    bool HasWritten { get; set; }

    /// <summary>Writes one result.</summary>
    public async Task WriteAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        if (HasWritten)
        {
            Output.Write(Separator);
        }

        HasWritten = true;
        RowCount = 0;
        await WriteRowsAsync(rows, cancellationToken);
    }

    /// <summary>Writes the rows of one result.</summary>
    protected abstract Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken);

    /// <summary>The lines below the table, once the last row was read.</summary>
    protected IEnumerable<string> FootersOf(IRowSource rows, bool withCount) =>
        rows.CountsRows && withCount ? rows.Footers.Prepend(RowCountText.Of(RowCount)) : rows.Footers;

    /// <summary>The next row, counted.</summary>
    protected async ValueTask<bool> ReadAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        if (!await rows.ReadAsync(cancellationToken))
        {
            return false;
        }

        RowCount++;
        return true;
    }
}
