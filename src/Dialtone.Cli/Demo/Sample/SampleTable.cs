namespace Dialtone.Cli.Demo.Sample;

/// <summary>The rows of one table, in the order in which they are loaded.</summary>
/// <remarks>A value is null, a text, a number, a switch, a date, a moment (UTC) or a list of texts.</remarks>
sealed class SampleTable(string name, params string[] columns)
{
    readonly List<object?[]> rows = [];

    public string Name { get; } = name;

    public IReadOnlyList<string> Columns { get; } = columns;

    public IReadOnlyList<object?[]> Rows => rows;

    /// <summary>Adds a row; returns its number, from 1, which is its id where the table has one.</summary>
    public int Add(params object?[] values)
    {
        rows.Add(values);
        return rows.Count;
    }
}
