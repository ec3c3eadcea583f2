namespace Dialtone.Sql;

enum SqlTokenKind : byte
{
    Whitespace,

    /// <summary>A line comment (without its line end) or a block comment.</summary>
    Comment,

    /// <summary>MySQL's <c>/*!50110 … */</c>: code for some servers, so never blank; its inside is opaque, so no bind is looked for.</summary>
    ConditionalComment,
    Word,
    QuotedIdentifier,
    String,
    DollarString,
    Number,

    /// <summary>A parameter in the dialect's own spelling: <c>$1</c>, <c>?</c>, SQLite's <c>?1</c>, <c>:x</c>, <c>@x</c>, <c>$x</c>.</summary>
    Parameter,

    /// <summary>MySQL's <c>@user</c> and <c>@@system</c> variables.</summary>
    Variable,
    Operator,
    Punctuation,

    /// <summary>The terminator set by the client command DELIMITER; the ordinary semicolon is punctuation.</summary>
    Delimiter,
}

readonly record struct SqlToken(SqlTokenKind Kind, int Start, int Length, bool IsTerminated = true)
{
    public int End => Start + Length;

    public bool IsBlank => Kind is SqlTokenKind.Whitespace or SqlTokenKind.Comment;
}
