using System.Data.Common;

namespace Dialtone.Errors;

/// <summary>The one exception that Dialtone throws for failures of targets, connections and statements.</summary>
/// <remarks>
/// The driver's exception, if there was one, is <see cref="Exception.InnerException"/>. Wrong arguments to a method of this library are
/// <see cref="ArgumentException"/>s, as everywhere in .NET. The message never contains a secret.
/// </remarks>
public sealed class DatabaseException : DbException
{
    /// <summary>Wraps a failure and, if a driver reported it, the driver's exception.</summary>
    public DatabaseException(Failure failure, Exception? innerException = null)
        : base(failure.Message, innerException) => Failure = failure;

    /// <summary>The failure as values.</summary>
    public Failure Failure { get; }

    /// <summary>The step that failed.</summary>
    public ErrorStage Stage => Failure.Stage;

    /// <summary>What the failure means for the caller.</summary>
    public ErrorKind Kind => Failure.Kind;

    /// <summary>What the knowledge base says about the failure, with fixes; <see langword="null"/> if it knows nothing. Needs no connection.</summary>
    public DiagnosisHint? Diagnosis { get; internal set; }

    /// <summary>The server's SQLSTATE, or <see langword="null"/> if no server spoke.</summary>
    public override string? SqlState => Failure.SqlState;

    /// <summary>Whether the work may have been done all the same, because the answer to a commit was lost: never simply do it again.</summary>
    public bool IsOutcomeUnknown => Failure.IsOutcomeUnknown;

    /// <summary>Whether the same work may succeed if it is tried again from the start of its transaction.</summary>
    public override bool IsTransient =>
        !IsOutcomeUnknown
        && Kind
            is ErrorKind.Disconnected
                or ErrorKind.Failover
                or ErrorKind.Retryable
                or ErrorKind.Unreachable
                or ErrorKind.Timeout
                or ErrorKind.Resources;
}
