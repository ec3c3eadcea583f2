namespace Dialtone.Cli.Output;

/// <summary>One object per line, for tools that read line by line.</summary>
sealed class JsonLinesWriter(TextWriter output) : ResultWriter(output)
{
    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var objects = new JsonObjects(rows.Columns);
        while (await ReadAsync(rows, cancellationToken))
        {
            objects.Write(Output, rows);
            Output.Write('\n');
        }
    }
}
