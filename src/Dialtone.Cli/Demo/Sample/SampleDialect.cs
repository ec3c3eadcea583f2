using System.Globalization;
using System.Text;

namespace Dialtone.Cli.Demo.Sample;

/// <summary>How one dialect of the sample is loaded: its scripts, and how it writes the values that differ.</summary>
sealed class SampleDialect
{
    const int RowsPerInsert = 500;

    readonly string name;
    readonly string momentFormat;
    readonly Func<string[], string> writeList;

    SampleDialect(string name, string momentFormat, Func<string[], string> writeList)
    {
        this.name = name;
        this.momentFormat = momentFormat;
        this.writeList = writeList;
    }

    public static SampleDialect Postgres { get; } = new("postgres", "yyyy-MM-dd HH:mm:ss+00", list => $"{{{string.Join(',', list)}}}");

    /// <summary>SQLite's own spelling of a moment, which its functions understand and which sorts as text.</summary>
    public static SampleDialect Sqlite { get; } =
        new("sqlite", "yyyy-MM-dd HH:mm:ss", list => $"[{string.Join(',', list.Select(item => $"\"{item}\""))}]");

    /// <summary>Tables, keys, views and functions.</summary>
    public string Schema => SampleText.Read($"schema.{name}.sql");

    /// <summary>What is left to do after the rows.</summary>
    public string Finish => SampleText.Read($"finish.{name}.sql");

    /// <summary>The rows of a table as <c>insert</c> statements of some hundred rows each.</summary>
    public IEnumerable<string> WriteInserts(SampleTable table)
    {
        foreach (var rows in table.Rows.Chunk(RowsPerInsert))
        {
            var statement = new StringBuilder($"insert into {table.Name} ({string.Join(", ", table.Columns)}) values");
            foreach (var row in rows)
            {
                statement.Append(row == rows[0] ? "\n(" : ",\n(").AppendJoin(", ", row.Select(Literal)).Append(')');
            }

            yield return statement.ToString();
        }
    }

    string Literal(object? value) =>
        value switch
        {
            null => "null",
            bool isTrue => isTrue ? "true" : "false",
            string text => Quote(text),
            string[] list => Quote(writeList(list)),
            DateOnly date => Quote(date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)),
            DateTime moment => Quote(moment.ToString(momentFormat, CultureInfo.InvariantCulture)),
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new ArgumentException($"the sample has no way to write a {value.GetType().Name}", nameof(value)),
        };

    static string Quote(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";
}
