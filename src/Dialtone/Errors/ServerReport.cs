namespace Dialtone.Errors;

/// <summary>An error or notice as the server sent it. The texts are untrusted: escape control characters before a terminal.</summary>
public sealed record ServerReport
{
    /// <summary>Severity, such as <c>ERROR</c> or <c>FATAL</c>; <c>ERROR</c> where the server has none.</summary>
    public string Severity { get; init; } = "ERROR";

    /// <summary>SQLSTATE, or the nearest one for servers without.</summary>
    public string? SqlState { get; init; }

    /// <summary>The server's own error number (MySQL, SQLite), or 0.</summary>
    public int Number { get; init; }

    /// <summary>The primary message.</summary>
    public required string Message { get; init; }

    /// <summary>More about the cause.</summary>
    public string? Detail { get; init; }

    /// <summary>The server's advice.</summary>
    public string? Hint { get; init; }

    /// <summary>Call stack of server-side code.</summary>
    public string? Context { get; init; }

    /// <summary>Position of the error in the statement, in characters from 1; 0 if unknown.</summary>
    public int Position { get; init; }

    /// <summary>The constraint that refused, if one did.</summary>
    public string? Constraint { get; init; }
}
