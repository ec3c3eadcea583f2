using System.Text;

namespace Dialtone.Sql;

/// <summary>A statement without what may be a secret in it.</summary>
static class SqlRedaction
{
    /// <summary>The statement with <c>?</c> for every literal, without comments, on one line. What is not closed is hidden to its end.</summary>
    public static string Redact(ReadOnlySpan<char> sql, SqlSyntax syntax)
    {
        var text = new StringBuilder(sql.Length);
        var lexer = new SqlLexer(sql, syntax);
        var isBlank = true;
        while (lexer.MoveNext())
        {
            var token = lexer.Current;
            if (token.IsBlank || token.Kind == SqlTokenKind.ConditionalComment)
            {
                if (!isBlank)
                {
                    text.Append(' ');
                }

                isBlank = true;
                continue;
            }

            isBlank = false;
            if (token.Kind is SqlTokenKind.Text or SqlTokenKind.DollarString or SqlTokenKind.Number || !token.IsTerminated)
            {
                text.Append('?');
            }
            else
            {
                text.Append(lexer.Text(token));
            }
        }

        return text.ToString().TrimEnd();
    }

    /// <summary>The beginning of a text that is too long.</summary>
    public static string Shorten(string text, int length) => text.Length <= length ? text : $"{text.AsSpan(0, length - 1)}…";
}
