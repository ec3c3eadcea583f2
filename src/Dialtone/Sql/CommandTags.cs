namespace Dialtone.Sql;

/// <summary>The words of PostgreSQL's command tags, derived from the statement's own words; other dialects borrow them.</summary>
static class CommandTags
{
    /// <summary>More modifiers than this never stand before an object's kind.</summary>
    const int LongestHeader = 16;

    /// <summary>CREATE, where a table made from a query reports the rows as SELECT does.</summary>
    public static string Create(ref WordReader words)
    {
        var tag = OfObject("CREATE", ref words);
        if (tag is not ("CREATE TABLE" or "CREATE MATERIALIZED VIEW") || !words.Syntax.HasCommandTags)
        {
            return tag;
        }
        var hasQuery = false;
        var (beforePrevious, previous, last) = (false, false, false);
        while (words.MoveNext())
        {
            if (words.Depth > 0 || words.Token is ";")
            {
                continue;
            }
            hasQuery |= words.Word is "as";
            // The last three words: WITH NO DATA.
            (beforePrevious, previous, last) = (
                words.Word is "with",
                beforePrevious && words.Word is "no",
                previous && words.Word is "data"
            );
        }
        return !hasQuery ? tag
            : !last ? "SELECT"
            : tag is "CREATE TABLE" ? "CREATE TABLE AS"
            : tag;
    }

    /// <summary>A verb and the kind of object that it works on.</summary>
    public static string OfObject(string verb, ref WordReader words)
    {
        var isValue = false;
        for (var i = 0; i < LongestHeader && words.MoveNext(); i++)
        {
            if (words.Word.IsEmpty || isValue)
            {
                // "definer = somebody": what follows the sign is a name.
                isValue = words.Token is "=";
                continue;
            }
            if (Kind(ref words) is { } kind)
            {
                return kind.Length == 0 ? verb : $"{verb} {kind}";
            }
        }
        return verb;
    }

    /// <summary>The object's kind, null for a modifier, empty for a word of neither sort.</summary>
    static string? Kind(ref WordReader words) =>
        words.Word switch
        {
            "or" or "replace" or "temp" or "temporary" or "local" or "global" or "unlogged" or "unique" or "recursive" => null,
            "trusted" or "procedural" or "constraint" or "definer" or "algorithm" or "sql" or "security" or "invoker" => null,
            "virtual" or "fulltext" or "spatial" or "online" or "offline" or "current_user" or "undefined" => null,
            "access" => "ACCESS METHOD",
            "default" => words.Next() is "privileges" ? "DEFAULT PRIVILEGES" : "CONVERSION",
            "event" => words.Next() is "trigger" ? "EVENT TRIGGER" : "EVENT",
            "foreign" => words.Next() is "table" ? "FOREIGN TABLE" : "FOREIGN DATA WRAPPER",
            "large" => "LARGE OBJECT",
            "materialized" => "MATERIALIZED VIEW",
            "operator" => words.Next() switch
            {
                "class" => "OPERATOR CLASS",
                "family" => "OPERATOR FAMILY",
                _ => "OPERATOR",
            },
            "text" => words.Next() is "search" ? $"TEXT SEARCH {words.Next().ToString().ToUpperInvariant()}" : "",
            "user" when words.Syntax.HasCommandTags => words.Next() is "mapping" ? "USER MAPPING" : "ROLE",
            "group" => "ROLE",
            "aggregate" or "cast" or "collation" or "conversion" or "database" or "domain" or "extension" or "function" => Upper(words),
            "index" or "language" or "owned" or "package" or "policy" or "procedure" or "publication" or "role" or "routine" => Upper(
                words
            ),
            "rule" or "schema" or "sequence" or "server" or "statistics" or "subscription" or "system" or "table" => Upper(words),
            "tablespace" or "transform" or "trigger" or "type" or "user" or "view" => Upper(words),
            _ => "",
        };

    /// <summary>The tag of a statement that is neither a query nor CREATE, ALTER or DROP.</summary>
    public static string OfCommand(ReadOnlySpan<char> verb, ref WordReader words)
    {
        switch (verb)
        {
            case "start":
                return "START TRANSACTION";
            case "end":
                return "COMMIT";
            case "commit":
                return words.Next() is "prepared" ? "COMMIT PREPARED" : "COMMIT";
            case "abort":
                return "ROLLBACK";
            case "rollback":
                return words.Next() is "prepared" ? "ROLLBACK PREPARED" : "ROLLBACK";
            case "prepare":
                return words.Next() is "transaction" ? "PREPARE TRANSACTION" : "PREPARE";
            case "set":
                return words.Next() is "constraints" ? "SET CONSTRAINTS" : "SET";
            case "truncate":
                return "TRUNCATE TABLE";
            case "lock":
                return "LOCK TABLE";
            case "declare":
                return "DECLARE CURSOR";
            case "close":
                return words.Next() is "all" ? "CLOSE CURSOR ALL" : "CLOSE CURSOR";
            case "deallocate":
                return words.Next() is "all" || (words.Word is "prepare" && words.Next() is "all") ? "DEALLOCATE ALL" : "DEALLOCATE";
            case "discard":
                return words.Next() switch
                {
                    "temp" or "temporary" => "DISCARD TEMP",
                    "" => "DISCARD",
                    _ => $"DISCARD {Upper(words)}",
                };
            case "refresh":
                return "REFRESH MATERIALIZED VIEW";
            case "import":
                return "IMPORT FOREIGN SCHEMA";
            case "security":
                return "SECURITY LABEL";
            case "reassign":
                return "REASSIGN OWNED";
            case "analyse":
                return "ANALYZE";
            case "grant" or "revoke":
                var tag = Upper(words);
                return GrantsRole(ref words) ? $"{tag} ROLE" : tag;
            default:
                return Upper(words);
        }
    }

    /// <summary>Privileges are granted ON something; a role is not.</summary>
    static bool GrantsRole(ref WordReader words)
    {
        while (words.MoveNext())
        {
            if (words.Word is "on")
            {
                return false;
            }
            if (words.Word is "to" or "from")
            {
                return true;
            }
        }
        return false;
    }

    static string Upper(WordReader words) => words.Word.ToString().ToUpperInvariant();
}
