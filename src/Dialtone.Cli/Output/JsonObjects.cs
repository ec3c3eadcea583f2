using System.Globalization;
using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>Rows as JSON objects on one line each. A name that comes twice gets a number: <c>id</c>, <c>id_2</c>.</summary>
sealed class JsonObjects
{
    readonly IReadOnlyList<Column> columns;
    readonly string[] keys;

    public JsonObjects(IReadOnlyList<Column> columns)
    {
        this.columns = columns;
        keys = new string[columns.Count];
        var taken = columns.Select(column => column.Name).ToHashSet(StringComparer.Ordinal);
        var seen = new HashSet<string>(StringComparer.Ordinal);
        for (var ordinal = 0; ordinal < keys.Length; ordinal++)
        {
            var key = columns[ordinal].Name;
            for (var number = 2; !seen.Add(key); number++)
            {
                var candidate = string.Create(CultureInfo.InvariantCulture, $"{columns[ordinal].Name}_{number}");
                key = taken.Contains(candidate) ? key : candidate;
            }

            var text = new StringWriter(CultureInfo.InvariantCulture);
            JsonText.WriteString(text, key);
            keys[ordinal] = (ordinal == 0 ? "{" : ",") + text + ":";
        }
    }

    /// <summary>Writes the current row.</summary>
    public void Write(TextWriter output, IRowSource row)
    {
        for (var ordinal = 0; ordinal < keys.Length; ordinal++)
        {
            output.Write(keys[ordinal]);
            JsonText.WriteValue(output, row.GetText(ordinal), columns[ordinal].Kind, columns[ordinal].TypeName);
        }

        output.Write(keys.Length == 0 ? "{}" : "}");
    }
}
