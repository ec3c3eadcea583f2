namespace Dialtone.Cli.Output;

/// <summary>Each result is one array of objects; several results are several arrays, one after the other, as JSON tools read them.</summary>
/// <remarks>A failure in the middle leaves the array open, so that a reader cannot take half a result for a whole one.</remarks>
sealed class JsonWriter(TextWriter output) : ResultWriter(output)
{
    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var objects = new JsonObjects(rows.Columns);
        var separator = "[";
        while (await ReadAsync(rows, cancellationToken))
        {
            Output.Write(separator);
            objects.Write(Output, rows);
            separator = ",\n ";
        }

        Output.Write(separator == "[" ? "[]\n" : "]\n");
    }
}
