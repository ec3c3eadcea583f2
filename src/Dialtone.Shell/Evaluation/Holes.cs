using System.Text;

namespace Dialtone.Shell.Evaluation;

/// <summary>The holes of a statement: <c>{expression}</c> of C#, outside of literals, quoted names and comments.</summary>
static class Holes
{
    const string Prefix = "dialtone_hole_";

    /// <summary>The statement with a bind in place of each hole, and the expressions by the names of their binds.</summary>
    public static (string Sql, IReadOnlyList<(string Name, string Expression)> Expressions) Find(Engine engine, string sql)
    {
        if (!sql.Contains('{', StringComparison.Ordinal))
        {
            return (sql, []);
        }

        var text = new StringBuilder();
        var expressions = new List<(string, string)>();
        var (copied, start, depth) = (0, 0, 0);
        foreach (var token in engine.Tokenize(sql))
        {
            var word = sql.AsSpan(token.Start, token.Length);
            if (word is "{" && depth++ == 0)
            {
                start = token.Start;
            }
            else if (word is "}" && depth > 0 && --depth == 0)
            {
                var expression = sql[(start + 1)..token.Start];
                if (!CSharpText.Parses($"({expression})"))
                {
                    // Such as ODBC's {d '2026-11-27'}.
                    continue;
                }

                var name = $"{Prefix}{expressions.Count + 1}";
                expressions.Add((name, expression));
                _ = text.Append(sql, copied, start - copied).Append(':').Append(name);
                copied = token.Start + token.Length;
            }
        }

        return expressions.Count == 0 ? (sql, []) : (text.Append(sql, copied, sql.Length - copied).ToString(), expressions);
    }
}
