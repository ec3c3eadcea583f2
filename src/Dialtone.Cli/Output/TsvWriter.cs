using System.Buffers;

namespace Dialtone.Cli.Output;

/// <summary>What PostgreSQL's <c>COPY … (FORMAT text, HEADER)</c> writes, byte by byte: NULL is <c>\N</c>, a backslash escapes what would part fields or lines.</summary>
sealed class TsvWriter(TextWriter output, OutputOptions options) : ResultWriter(output)
{
    static readonly SearchValues<char> Escaped = SearchValues.Create("\b\t\n\v\f\r\\");

    readonly string nullText = options.Null ?? "\\N";

    protected override async Task WriteRowsAsync(IRowSource rows, CancellationToken cancellationToken)
    {
        var count = rows.Columns.Count;
        if (options.Header)
        {
            for (var ordinal = 0; ordinal < count; ordinal++)
            {
                Write(rows.Columns[ordinal].Name, ordinal);
            }

            Output.Write('\n');
        }

        while (await ReadAsync(rows, cancellationToken))
        {
            for (var ordinal = 0; ordinal < count; ordinal++)
            {
                Write(rows.GetText(ordinal), ordinal);
            }

            Output.Write('\n');
        }
    }

    void Write(string? text, int ordinal)
    {
        if (ordinal > 0)
        {
            Output.Write('\t');
        }

        if (text is null)
        {
            Output.Write(nullText);
            return;
        }

        var rest = text.AsSpan();
        for (int hit; (hit = rest.IndexOfAny(Escaped)) >= 0; rest = rest[(hit + 1)..])
        {
            Output.Write(rest[..hit]);
            Output.Write('\\');
            Output.Write(
                rest[hit] switch
                {
                    '\b' => 'b',
                    '\t' => 't',
                    '\n' => 'n',
                    '\v' => 'v',
                    '\f' => 'f',
                    '\r' => 'r',
                    _ => '\\',
                }
            );
        }

        Output.Write(rest);
    }
}
