namespace Dialtone.Sql;

/// <summary>Reads a statement's traits from its words.</summary>
static class StatementInspector
{
    /// <summary>The traits of one statement.</summary>
    public static StatementTraits Inspect(ReadOnlySpan<char> sql, SqlSyntax syntax)
    {
        var info = StatementClassifier.Classify(sql, syntax);
        return info.Kind switch
        {
            StatementKind.Select or StatementKind.Values => new()
            {
                Tag = info.Tag,
                IsQuery = !info.WritesInWith && !HasTopLevelWord(sql, syntax, "into", "for"),
            },
            StatementKind.Show => new() { Tag = info.Tag, IsQuery = true },
            StatementKind.Explain => Explain(sql, syntax, info),
            StatementKind.Begin => new() { Tag = info.Tag, Step = TransactionStep.Begin },
            StatementKind.Commit => End(sql, syntax, info),
            StatementKind.Rollback => HasTopLevelWord(sql, syntax, "to", "to")
                ? new() { Tag = info.Tag, Step = TransactionStep.BackToSavepoint }
                : End(sql, syntax, info),
            StatementKind.Delete or StatementKind.Update => EveryRow(sql, syntax, info),
            StatementKind.Truncate or StatementKind.Drop or StatementKind.Alter => new()
            {
                Tag = info.Tag,
                IsDestructive = true,
                Tables = TablesOf(sql, syntax, info),
            },
            _ => new() { Tag = info.Tag, Step = info.Tag == "PREPARE TRANSACTION" ? TransactionStep.End : TransactionStep.None },
        };
    }

    // EXPLAIN ANALYZE runs what it explains.
    static StatementTraits Explain(ReadOnlySpan<char> sql, SqlSyntax syntax, StatementInfo info)
    {
        var words = new WordReader(sql, syntax, stackalloc char[WordReader.LongestKeyword]);
        var runs = false;
        var start = 0;
        while (words.MoveNext())
        {
            runs |= words.Word is "analyze" or "analyse";
            start = words.Start;
            if (words.Depth == 0 && words.Word is "select" or "with" or "insert" or "update" or "delete" or "merge" or "values" or "table")
            {
                break;
            }
        }

        return runs ? Inspect(sql[start..], syntax) with { Tag = info.Tag } : new() { Tag = info.Tag, IsQuery = true };
    }

    static StatementTraits End(ReadOnlySpan<char> sql, SqlSyntax syntax, StatementInfo info)
    {
        var words = new WordReader(sql, syntax, stackalloc char[WordReader.LongestKeyword]);
        var isChained = false;
        var isNegated = false;
        while (words.MoveNext())
        {
            isChained |= words.Word is "chain";
            isNegated |= words.Word is "no" or "prepared";
        }

        var step =
            info.Tag is "COMMIT PREPARED" or "ROLLBACK PREPARED" ? TransactionStep.None
            : isChained && !isNegated ? TransactionStep.Chain
            : TransactionStep.End;
        return new() { Tag = info.Tag, Step = step };
    }

    static StatementTraits EveryRow(ReadOnlySpan<char> sql, SqlSyntax syntax, StatementInfo info) =>
        HasMainWord(sql, syntax, info, "where")
            ? new() { Tag = info.Tag }
            : new()
            {
                Tag = info.Tag,
                IsDestructive = true,
                Tables = TablesOf(sql, syntax, info),
            };

    // Only behind the main verb: a common table expression may well have a condition of its own, in parentheses.
    static bool HasMainWord(ReadOnlySpan<char> sql, SqlSyntax syntax, StatementInfo info, string word)
    {
        var words = new WordReader(sql, syntax, stackalloc char[WordReader.LongestKeyword]);
        var isBehindVerb = false;
        while (words.MoveNext())
        {
            if (words.Depth == 0)
            {
                isBehindVerb |= words.Word.Equals(info.Tag, StringComparison.OrdinalIgnoreCase);
                if (isBehindVerb && words.Word.SequenceEqual(word))
                {
                    return true;
                }
            }
        }

        return false;
    }

    static bool HasTopLevelWord(ReadOnlySpan<char> sql, SqlSyntax syntax, string first, string second)
    {
        var words = new WordReader(sql, syntax, stackalloc char[WordReader.LongestKeyword]);
        while (words.MoveNext())
        {
            if (words.Depth == 0 && (words.Word.SequenceEqual(first) || words.Word.SequenceEqual(second)))
            {
                return true;
            }
        }

        return false;
    }

    // The names behind the verb and its small words, as far as they are names of tables.
    static List<string> TablesOf(ReadOnlySpan<char> sql, SqlSyntax syntax, StatementInfo info)
    {
        var verb = info.Tag.Split(' ')[0];
        var isTable = info.Kind is StatementKind.Delete or StatementKind.Update or StatementKind.Truncate;
        var words = new WordReader(sql, syntax, stackalloc char[WordReader.LongestKeyword]);
        var tables = new List<string>();
        while (words.MoveNext() && !(words.Depth == 0 && words.Word.Equals(verb, StringComparison.OrdinalIgnoreCase))) { }

        var (start, end) = (-1, -1);
        while (words.MoveNext())
        {
            var isNamePart = start >= 0 && (words.Token is "." || sql[end - 1] == '.');
            if (start < 0 && words.Word is "from" or "only" or "if" or "exists" or "table" or "low_priority" or "ignore" or "quick")
            {
                isTable |= words.Word is "table";
            }
            else if (!isTable)
            {
                break;
            }
            else if (start < 0 && words.IsName)
            {
                (start, end) = (words.Start, words.End);
            }
            else if (isNamePart)
            {
                end = words.End;
            }
            else if (start >= 0)
            {
                tables.Add(sql[start..end].ToString());
                (start, end) = (-1, -1);
                if (words.Token is "*" && words.MoveNext() && words.Token is not ",")
                {
                    break;
                }

                if (words.Token is not "," || info.Kind is StatementKind.Delete or StatementKind.Update)
                {
                    break;
                }
            }
            else
            {
                break;
            }
        }

        if (start >= 0)
        {
            tables.Add(sql[start..end].ToString());
        }

        return tables;
    }
}
