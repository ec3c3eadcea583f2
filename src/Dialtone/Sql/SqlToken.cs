namespace Dialtone.Sql;

/// <summary>What a token of SQL is.</summary>
public enum SqlTokenKind : byte
{
    /// <summary>White space.</summary>
    Whitespace,

    /// <summary>A line comment (without its line end) or a block comment.</summary>
    Comment,

    /// <summary>MySQL's <c>/*!50110 … */</c>: code for some servers, so never blank; its inside is opaque, so no bind is looked for.</summary>
    ConditionalComment,

    /// <summary>A keyword or a name without quotes.</summary>
    Word,

    /// <summary>A name in quotes.</summary>
    QuotedIdentifier,

    /// <summary>A literal in single quotes, its prefix included.</summary>
    Text,

    /// <summary>PostgreSQL's literal between dollar tags.</summary>
    DollarString,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A parameter in the dialect's own spelling: <c>$1</c>, <c>?</c>, SQLite's <c>?1</c>, <c>:x</c>, <c>@x</c>, <c>$x</c>.</summary>
    Parameter,

    /// <summary>MySQL's <c>@user</c> and <c>@@system</c> variables.</summary>
    Variable,

    /// <summary>An operator.</summary>
    Operator,

    /// <summary>A parenthesis, a comma, a dot, a semicolon, or a character of no meaning.</summary>
    Punctuation,

    /// <summary>The terminator set by the client command DELIMITER; the ordinary semicolon is punctuation.</summary>
    Delimiter,
}

/// <summary>A token of SQL.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="Start">The index of its first character.</param>
/// <param name="Length">Its length.</param>
/// <param name="IsTerminated">Whether its closing quote or comment mark is there; a token without one runs to the end of the text.</param>
public readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length, bool IsTerminated = true)
{
    /// <summary>The index behind its last character.</summary>
    public int End => Start + Length;

    /// <summary>Whether it is white space or an ordinary comment.</summary>
    public bool IsBlank => Kind is SqlTokenKind.Whitespace or SqlTokenKind.Comment;
}
