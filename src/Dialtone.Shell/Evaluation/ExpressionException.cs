namespace Dialtone.Shell.Evaluation;

/// <summary>An expression in a statement failed, so that the statement was not sent.</summary>
sealed class ExpressionException(Exception reason) : Exception("an expression of the statement failed", reason)
{
    /// <summary>What went wrong.</summary>
    public Exception Reason => InnerException!;
}
