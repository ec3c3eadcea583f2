namespace Dialtone.Sql;

/// <summary>The lexical rules of one dialect, as its server applies them with default settings.</summary>
sealed record SqlSyntax
{
    /// <summary>PostgreSQL with <c>standard_conforming_strings</c> on.</summary>
    public static SqlSyntax PostgreSql { get; } =
        new()
        {
            Name = "PostgreSQL",
            OperatorCharacters = "+-*/<>=~!@#%^&|`?",
            StringPrefixes = "eEbBxXnN",
            HasEscapeStrings = true,
            HasUnicodePrefix = true,
            HasDollarQuotes = true,
            HasNestedComments = true,
            LineCommentEnds = "\n\r",
            ParenthesesHideTerminator = true,
            NewBlockTracker = static () => new AtomicBodyTracker(),
            FoldsToLowerCase = true,
            HasCommandTags = true,
            ReservedWords = Dialtone.Sql.ReservedWords.PostgreSql,
        };

    /// <summary>MySQL and MariaDB without the modes ANSI_QUOTES and NO_BACKSLASH_ESCAPES.</summary>
    public static SqlSyntax MySql { get; } =
        new()
        {
            Name = "MySQL",
            OperatorCharacters = "+-*/<>=~!%^&|",
            StringPrefixes = "bBxXnN",
            HasBackslashEscapes = true,
            HasDoubleQuotedStrings = true,
            HasBacktickIdentifiers = true,
            HasDollarWords = true,
            HasHashComments = true,
            HasConditionalComments = true,
            DashCommentNeedsBlank = true,
            HasVariables = true,
            HasDelimiterCommand = true,
            NewBlockTracker = static () => new RoutineBodyTracker(),
            IdentifierQuote = '`',
            HasOnDuplicateKey = true,
            EmptyListQuery = "select null from dual where 1=0",
            ReservedWords = Dialtone.Sql.ReservedWords.MySql,
        };

    public static SqlSyntax Sqlite { get; } =
        new()
        {
            Name = "SQLite",
            OperatorCharacters = "+-*/<>=~!%&|",
            StringPrefixes = "xX",
            HasBacktickIdentifiers = true,
            HasBracketIdentifiers = true,
            HasNamedParameters = true,
            NewBlockTracker = static () => new TriggerBodyTracker(),
            EmptyListQuery = "select null where 1=0",
            ReservedWords = Dialtone.Sql.ReservedWords.Sqlite,
        };

    public required string Name { get; init; }

    /// <summary>Characters that run together into one operator.</summary>
    public required string OperatorCharacters { get; init; }

    /// <summary>Letters that belong to the literal when they stand alone directly before its quote.</summary>
    public required string StringPrefixes { get; init; }

    /// <summary>Words that cannot name a column without quotes: lower case, a space on both sides of each.</summary>
    public required string ReservedWords { get; init; }

    /// <summary>Makes the tracker of bodies whose inner semicolons do not end the statement.</summary>
    public required Func<BlockTracker> NewBlockTracker { get; init; }

    /// <summary>A backslash escapes the next character in every string.</summary>
    public bool HasBackslashEscapes { get; init; }

    /// <summary><c>E'…'</c>: a backslash escapes in this string only.</summary>
    public bool HasEscapeStrings { get; init; }

    /// <summary><c>U&amp;'…'</c> and <c>U&amp;"…"</c>.</summary>
    public bool HasUnicodePrefix { get; init; }

    /// <summary><c>"…"</c> is a string; elsewhere it is an identifier.</summary>
    public bool HasDoubleQuotedStrings { get; init; }

    public bool HasBacktickIdentifiers { get; init; }

    public bool HasBracketIdentifiers { get; init; }

    /// <summary><c>$tag$…$tag$</c> is a string and <c>$1</c> a parameter.</summary>
    public bool HasDollarQuotes { get; init; }

    /// <summary>A word may begin with a dollar sign; inside a word every dialect allows it.</summary>
    public bool HasDollarWords { get; init; }

    public bool HasNestedComments { get; init; }

    public bool HasHashComments { get; init; }

    public bool HasConditionalComments { get; init; }

    /// <summary><c>--</c> opens a comment only before a blank, a control character or the end.</summary>
    public bool DashCommentNeedsBlank { get; init; }

    public string LineCommentEnds { get; init; } = "\n";

    /// <summary><c>@x</c> and <c>@@x</c> are variables.</summary>
    public bool HasVariables { get; init; }

    /// <summary><c>:x</c>, <c>@x</c> and <c>$x</c> are the server's own parameters, wherever they stand outside quotes.</summary>
    public bool HasNamedParameters { get; init; }

    /// <summary><c>?</c> is a parameter rather than part of an operator.</summary>
    public bool HasQuestionMarkParameters => !OperatorCharacters.Contains('?');

    public bool HasDelimiterCommand { get; init; }

    /// <summary>A semicolon inside parentheses does not end the statement (psql, for <c>CREATE RULE … DO (a; b)</c>).</summary>
    public bool ParenthesesHideTerminator { get; init; }

    /// <summary>The server reports command tags, so ours must be the same word for word (CREATE USER reports CREATE ROLE).</summary>
    public bool HasCommandTags { get; init; }

    /// <summary><c>INSERT … ON DUPLICATE KEY UPDATE</c> instead of <c>ON CONFLICT</c>.</summary>
    public bool HasOnDuplicateKey { get; init; }

    public char IdentifierQuote { get; init; } = '"';

    /// <summary>An unquoted name is folded to lower case, so a name with capitals needs quotes.</summary>
    public bool FoldsToLowerCase { get; init; }

    /// <summary>A query without rows that compares with any type; null where no such query exists and an empty array serves instead.</summary>
    public string? EmptyListQuery { get; init; }
}
