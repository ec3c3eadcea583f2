namespace Dialtone.Sql;

/// <summary>What a script still waits for at its end: what a prompt shows, and why a script's last words had no effect.</summary>
enum SqlCompleteness
{
    /// <summary>Nothing: every statement is terminated, only blanks and comments follow.</summary>
    Complete,

    /// <summary>A terminator.</summary>
    Terminator,
    SingleQuote,
    DoubleQuote,
    Backtick,

    /// <summary>The closing bracket of a quoted identifier.</summary>
    Bracket,
    DollarQuote,
    Comment,
    Parenthesis,

    /// <summary>The END of a routine's or trigger's body.</summary>
    Body,
}
