namespace Dialtone.Sql;

/// <summary>Cuts a script into its statements by the rules of the dialect's own client.</summary>
static class StatementSplitter
{
    /// <summary>The statements in order; what holds only blanks and comments is left out.</summary>
    public static IReadOnlyList<SqlStatement> Split(string sql, SqlSyntax syntax)
    {
        var scanner = new StatementScanner(syntax);
        var statements = new List<SqlStatement>();
        while (scanner.TryRead(sql, isFinal: true, out var statement))
        {
            statements.Add(statement);
        }
        return statements;
    }

    /// <summary>What the text waits for at its end.</summary>
    public static SqlCompleteness Judge(ReadOnlySpan<char> sql, SqlSyntax syntax)
    {
        var scanner = new StatementScanner(syntax);
        while (scanner.TryRead(sql, isFinal: true, out _)) { }
        return scanner.Completeness;
    }
}
