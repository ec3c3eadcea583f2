namespace Dialtone.Sql;

/// <summary>What a script still waits for at its end: what a prompt shows, and why a script's last words had no effect.</summary>
public enum SqlCompleteness
{
    /// <summary>Nothing: every statement is terminated, only blanks and comments follow.</summary>
    Complete,

    /// <summary>A terminator.</summary>
    Terminator,

    /// <summary>The end of a string.</summary>
    SingleQuote,

    /// <summary>The end of a quoted identifier, or of MySQL's other kind of string.</summary>
    DoubleQuote,

    /// <summary>The end of MySQL's kind of quoted identifier.</summary>
    Backtick,

    /// <summary>The closing bracket of a quoted identifier.</summary>
    Bracket,

    /// <summary>The tag that ends a dollar-quoted string.</summary>
    DollarQuote,

    /// <summary>The end of a comment.</summary>
    Comment,

    /// <summary>A closing parenthesis.</summary>
    Parenthesis,

    /// <summary>The END of a routine's or trigger's body.</summary>
    Body,
}
