using System.Text;
using System.Text.RegularExpressions;

namespace Dialtone.Shell.Backslash;

/// <summary>A statement with its variables put in, as psql does: nothing inside literals, quoted names and comments.</summary>
static partial class VariableText
{
    /// <summary>Puts the variables in.</summary>
    public static string Replace(Engine engine, string sql, PsqlVariables variables)
    {
        StringBuilder? replaced = null;
        var done = 0;
        foreach (var colon in engine.FindColons(sql))
        {
            if (colon < done || VariableReference.At(sql, colon) is not { } reference || reference.Value(variables) is not { } value)
            {
                continue;
            }

            replaced ??= new();
            replaced.Append(sql, done, colon - done).Append(value);
            done = colon + reference.Length;
        }

        return replaced is null ? sql : replaced.Append(sql, done, sql.Length - done).ToString();
    }

    /// <summary>A statement whose <c>$1</c> became binds of the engine, and their values.</summary>
    public static (string Sql, Binds Binds) WithNumbers(string sql, IReadOnlyList<string> values)
    {
        var binds = new Binds { AreShared = true };
        for (var number = 1; number <= values.Count; number++)
        {
            binds[$"bind_{number}"] = values[number - 1];
        }

        return (
            NumberedParameters()
                .Replace(sql, match => match.Groups["number"] is { Success: true } number ? $":bind_{number.Value}" : match.Value),
            binds
        );
    }

    // What may hold a dollar sign without meaning a parameter comes first, and stays.
    [GeneratedRegex(
        """'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|/\*.*?\*/|\$(?<tag>[A-Za-z_]*)\$.*?\$\k<tag>\$|\$(?<number>\d+)""",
        RegexOptions.Singleline | RegexOptions.CultureInvariant,
        matchTimeoutMilliseconds: 1_000
    )]
    private static partial Regex NumberedParameters();
}
