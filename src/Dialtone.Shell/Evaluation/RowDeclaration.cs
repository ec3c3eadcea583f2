using System.Text;
using Dialtone.Results;
using Microsoft.CodeAnalysis.CSharp;

namespace Dialtone.Shell.Evaluation;

/// <summary>C# that makes a list of records of rows: each column a member of its own name and type.</summary>
static class RowDeclaration
{
    static readonly Dictionary<Type, string> Names = new()
    {
        [typeof(bool)] = "bool",
        [typeof(short)] = "short",
        [typeof(int)] = "int",
        [typeof(long)] = "long",
        [typeof(float)] = "float",
        [typeof(double)] = "double",
        [typeof(decimal)] = "decimal",
        [typeof(string)] = "string",
        [typeof(byte[])] = "byte[]",
        [typeof(Guid)] = "System.Guid",
        [typeof(DateTime)] = "System.DateTime",
        [typeof(DateTimeOffset)] = "System.DateTimeOffset",
        [typeof(DateOnly)] = "System.DateOnly",
        [typeof(TimeOnly)] = "System.TimeOnly",
        [typeof(TimeSpan)] = "System.TimeSpan",
        [typeof(int[])] = "int[]",
        [typeof(long[])] = "long[]",
        [typeof(string[])] = "string[]",
    };

    /// <summary>Declares a record and the variable with the rows.</summary>
    /// <param name="variable">The variable.</param>
    /// <param name="rows">The rows; their values decide the types, since a column of the result has none in C#.</param>
    /// <param name="columns">The columns, also where there are no rows.</param>
    public static string Write(string variable, IReadOnlyList<Row> rows, IReadOnlyList<Column> columns)
    {
        var members = Members([.. columns.Select(column => column.Name)]);
        var types = columns.Select(column => TypeOf(rows, column)).ToArray();
        var record = $"{char.ToUpperInvariant(variable[0])}{variable[1..]}Row";
        var text = new StringBuilder();
        _ = text.Append(
            $"public sealed record {record}({string.Join(", ", members.Select((member, ordinal) => $"{types[ordinal]} {member}"))});\n"
        );
        var values = types.Select((type, ordinal) => $"({type})row[{ordinal}]{(type[^1] == '?' ? "" : "!")}");
        return text.Append($"var {variable} = PendingRows.Select(row => new {record}({string.Join(", ", values)})).ToList();").ToString();
    }

    static string TypeOf(IReadOnlyList<Row> rows, Column column)
    {
        var values = rows.Select(row => row[column.Ordinal]).ToList();
        var types = values.Where(value => value is not null and not DBNull).Select(value => value!.GetType()).Distinct().ToList();
        return types is [var type] && Names.TryGetValue(type, out var name)
            ? values.Exists(value => value is null or DBNull)
                ? name + "?"
                : name
            : types.Count > 0
                ? "object?"
                : column.Kind switch
                {
                    ColumnKind.Number => "decimal?",
                    ColumnKind.Boolean => "bool?",
                    ColumnKind.Temporal => "System.DateTime?",
                    _ => "string?",
                };
    }

    // Names that C# allows, each once: a second "id" is "id_2".
    static string[] Members(IReadOnlyList<string> columns)
    {
        var used = new HashSet<string>(StringComparer.Ordinal);
        return [.. columns.Select((column, ordinal) => Unique(Legal(column, ordinal), used))];
    }

    static string Legal(string column, int ordinal)
    {
        var text = string.Concat(column.Select(character => char.IsLetterOrDigit(character) || character == '_' ? character : '_'))
            .Trim('_');
        text =
            text.Length == 0 ? $"column{ordinal + 1}"
            : char.IsDigit(text[0]) ? "_" + text
            : text;
        // Members that every record has.
        return text is "ToString" or "Equals" or "GetHashCode" or "GetType" or "EqualityContract" or "PrintMembers" or "Deconstruct"
                ? text + "_"
            : SyntaxFacts.GetKeywordKind(text) != SyntaxKind.None ? "@" + text
            : text;
    }

    static string Unique(string name, HashSet<string> used)
    {
        var candidate = name;
        for (var number = 2; !used.Add(candidate); number++)
        {
            candidate = $"{name}_{number}";
        }

        return candidate;
    }
}
