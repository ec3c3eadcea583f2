namespace Dialtone.Sql;

/// <summary>What a read-only engine sends at all: statements that can leave neither the read-only transaction nor the session as they found it.</summary>
/// <remarks>
/// The server refuses every change by itself; this only keeps out what could end its transaction or change the mode. What is let through and
/// changes something all the same (<c>WITH x AS (DELETE …)</c>, a function) fails at the server.
/// </remarks>
static class ReadOnlyRule
{
    /// <summary>Why a text is refused, or <see langword="null"/>.</summary>
    public static string? Refusal(string sql, SqlSyntax syntax)
    {
        Span<char> buffer = stackalloc char[WordReader.LongestKeyword];
        foreach (var statement in StatementSplitter.Split(sql, syntax))
        {
            var words = new WordReader(statement.TextIn(sql), syntax, buffer);
            while (words.MoveNext() && words.Token is "(") { }
            if (words.Word is not ("select" or "values" or "table" or "with" or "show" or "explain" or "describe" or "desc"))
            {
                return $"{(words.Word.IsEmpty ? "this" : words.Word.ToString().ToUpperInvariant())} is no query";
            }

            if (syntax.HasConditionalComments)
            {
                var lexer = new SqlLexer(statement.TextIn(sql), syntax);
                while (lexer.MoveNext())
                {
                    // Its inside is code for some servers, and could end the transaction.
                    if (lexer.Current.Kind == SqlTokenKind.ConditionalComment)
                    {
                        return "a conditional comment may hold anything";
                    }
                }
            }
        }

        return null;
    }
}
