namespace Dialtone.Sql;

/// <summary>Tells from a statement's first words what it does.</summary>
static class StatementClassifier
{
    public static StatementInfo Classify(ReadOnlySpan<char> sql, SqlSyntax syntax)
    {
        var words = new WordReader(sql, syntax, stackalloc char[WordReader.LongestKeyword]);
        // "(select 1) union (select 2)" is a query too.
        while (words.MoveNext() && words.Token is "(") { }
        return words.Word switch
        {
            "" => new(StatementKind.Other, ""),
            "with" => ClassifyWith(ref words),
            "create" => new(StatementKind.Create, CommandTags.Create(ref words)),
            "alter" => new(StatementKind.Alter, CommandTags.OfObject("ALTER", ref words)),
            "drop" => new(StatementKind.Drop, CommandTags.OfObject("DROP", ref words)),
            var verb => ClassifyQuery(verb) ?? ClassifyCommand(verb, ref words),
        };
    }

    static StatementInfo? ClassifyQuery(ReadOnlySpan<char> verb) =>
        verb switch
        {
            "select" or "table" => new(StatementKind.Select, "SELECT"),
            "values" => new(StatementKind.Values, "SELECT"),
            "insert" => new(StatementKind.Insert, "INSERT"),
            "replace" => new(StatementKind.Insert, "REPLACE"),
            "update" => new(StatementKind.Update, "UPDATE"),
            "delete" => new(StatementKind.Delete, "DELETE"),
            "merge" => new(StatementKind.Merge, "MERGE"),
            _ => null,
        };

    /// <summary>
    /// The main verb follows the last parenthesis of the common table expressions. Their names, which may be verbs as well
    /// (<c>with deleted as …, insert as …</c>), follow WITH or a comma.
    /// </summary>
    static StatementInfo ClassifyWith(ref WordReader words)
    {
        var writes = false;
        var (isName, isBody, isAfterBody) = (true, false, false);
        while (words.MoveNext())
        {
            if (words.Word is "recursive" && isName)
            {
                continue;
            }
            if (words.Token is "(" && isBody)
            {
                writes |= words.Next() is "insert" or "update" or "delete" or "merge";
                SkipToDepth(ref words, 0);
                (isBody, isAfterBody) = (false, true);
                continue;
            }
            if (words.Token is "(" && isAfterBody)
            {
                while (words.MoveNext() && words.Token is "(") { }
            }
            else if (words.Depth > 0)
            {
                SkipToDepth(ref words, 0);
                continue;
            }
            if (!isName && ClassifyQuery(words.Word) is { } info)
            {
                return info with { WritesInWith = writes };
            }
            isBody = words.Word is "as" or "materialized" || (isBody && words.Word is "not");
            isName = words.Token is ",";
            isAfterBody = false;
        }
        return new(StatementKind.Other, "WITH", writes);
    }

    static void SkipToDepth(ref WordReader words, int depth)
    {
        while (words.Depth > depth && words.MoveNext()) { }
    }

    static StatementInfo ClassifyCommand(ReadOnlySpan<char> verb, ref WordReader words)
    {
        var kind = verb switch
        {
            "begin" or "start" => StatementKind.Begin,
            "commit" or "end" => StatementKind.Commit,
            "rollback" or "abort" => StatementKind.Rollback,
            "savepoint" or "release" => StatementKind.Savepoint,
            "set" or "reset" or "use" => StatementKind.Set,
            "truncate" => StatementKind.Truncate,
            "copy" => StatementKind.Copy,
            "explain" => StatementKind.Explain,
            "show" or "describe" or "desc" => StatementKind.Show,
            "call" => StatementKind.Call,
            _ => StatementKind.Other,
        };
        return new(kind, CommandTags.OfCommand(verb, ref words));
    }
}
