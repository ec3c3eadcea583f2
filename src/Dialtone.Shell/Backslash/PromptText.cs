using Dialtone.Sql;

namespace Dialtone.Shell.Backslash;

/// <summary>The prompt: the database, whether it is read-only, what the input waits for, and the state of the transaction.</summary>
static class PromptText
{
    /// <summary>The text of a session's prompt.</summary>
    public static string Of(SqlSession session)
    {
        var name = session.Variables["DBNAME"] is { Length: > 0 } database ? Path.GetFileName(database) : session.Engine.Target.Dialect;
        var readOnly = session.IsReadOnly ? " (read-only)" : "";
        return $"{name}{readOnly}{Continuation(session)}{session.Transaction.Mark}> ";
    }

    static string Continuation(SqlSession session) =>
        session.Input.Pending.Length == 0
            ? "="
            : session.Input.Completeness switch
            {
                SqlCompleteness.SingleQuote => "'",
                SqlCompleteness.DoubleQuote => "\"",
                SqlCompleteness.Backtick => "`",
                SqlCompleteness.DollarQuote => "$",
                SqlCompleteness.Comment => "*",
                SqlCompleteness.Parenthesis => "(",
                _ => "-",
            };
}
