namespace Dialtone.Cli.Output;

/// <summary>The output formats: one row each, one file each.</summary>
static class KnownFormats
{
    /// <summary>Every format, in the order in which help lists them.</summary>
    public static IReadOnlyList<OutputFormat> All { get; } =
    [
        new("table", "aligned columns, as psql", (output, options) => new TableWriter(output, options)),
        new("vertical", "one line per value, as psql's \\x", (output, options) => new VerticalWriter(output, options)),
        new("csv", "PostgreSQL's COPY CSV, which is RFC 4180 with line feeds", (output, options) => new CsvWriter(output, options)),
        new("tsv", "PostgreSQL's COPY text: tabs, backslash escapes", (output, options) => new TsvWriter(output, options)),
        new("json", "an array of objects per result", (output, _) => new JsonWriter(output)),
        new("jsonl", "an object per line", (output, _) => new JsonLinesWriter(output)),
        new("markdown", "a GitHub table", (output, options) => new MarkdownWriter(output, options)),
        new("html", "a table element", (output, options) => new HtmlWriter(output, options)),
        new("insert", "INSERT statements; needs --table", (output, options) => new InsertWriter(output, options)),
    ];

    /// <summary>The format of a name.</summary>
    /// <exception cref="UsageException">There is none.</exception>
    public static OutputFormat Find(string name) =>
        All.FirstOrDefault(format => format.Name == name)
        ?? throw new UsageException(
            name is "arrow" or "parquet" ? $"the output format {name} is not there yet" : $"there is no output format \"{name}\"",
            "-o",
            $"the formats are {string.Join(", ", All.Select(format => format.Name))}"
        );
}
