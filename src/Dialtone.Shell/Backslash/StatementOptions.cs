using Dialtone.Shell.Display;

namespace Dialtone.Shell.Backslash;

/// <summary>How one statement is run otherwise than usual.</summary>
sealed record StatementOptions
{
    /// <summary>How its results are shown, instead of the session's settings.</summary>
    public PrintSettings? Print { get; init; }

    /// <summary>Where its results go, instead of the session's output.</summary>
    public TextWriter? Output { get; init; }

    /// <summary>Takes each result instead of showing it.</summary>
    public Func<TextResult, CancellationToken, Task>? Consume { get; init; }

    /// <summary>Whether a semicolon ended the statement, which the picture of a failure then shows.</summary>
    public bool IsTerminated { get; init; }

    /// <summary>Values for <c>$1</c>, <c>$2</c> …</summary>
    public IReadOnlyList<string>? Binds { get; init; }

    /// <summary>Runs the statement in place of showing its results, inside of everything that protects data; with the text that is to be sent.</summary>
    public Func<string, CancellationToken, Task>? ExecuteAsync { get; init; }
}
