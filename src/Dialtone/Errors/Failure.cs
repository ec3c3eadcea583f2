namespace Dialtone.Errors;

/// <summary>A failure as values: what failed, the offending value and where it came from, how to fix it. Holds no secret.</summary>
public sealed record Failure
{
    /// <summary>The step that failed.</summary>
    public required ErrorStage Stage { get; init; }

    /// <summary>What the failure means for the caller.</summary>
    public required ErrorKind Kind { get; init; }

    /// <summary>What failed, in one sentence without a final stop; libpq's own words where libpq has them.</summary>
    public required string What { get; init; }

    /// <summary>The offending value and its source, or <see langword="null"/> if the sentence says it already.</summary>
    public string? Origin { get; init; }

    /// <summary>How to fix it, or <see langword="null"/> if only the reader can know.</summary>
    public string? Fix { get; init; }

    /// <summary>The server's SQLSTATE (five characters), or <see langword="null"/> if no server spoke.</summary>
    public string? SqlState { get; init; }

    /// <summary>The server's own report, or <see langword="null"/> if no server spoke.</summary>
    public ServerReport? Server { get; init; }

    /// <summary>Whether the work may have been done all the same: the answer to a commit was lost.</summary>
    public bool IsOutcomeUnknown { get; init; }

    /// <summary>Every attempt of a connect that failed, in order; empty for other failures.</summary>
    public IReadOnlyList<ConnectAttempt> Attempts { get; init; } = [];

    /// <summary>The three parts as one line.</summary>
    public string Message => string.Join(" · ", new[] { What, Origin, Fix }.Where(part => !string.IsNullOrEmpty(part)));
}
