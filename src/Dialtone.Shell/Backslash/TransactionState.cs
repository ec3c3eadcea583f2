using Dialtone.Sql;

namespace Dialtone.Shell.Backslash;

/// <summary>Whether a transaction is open and whether it failed, told from the statements that ran.</summary>
sealed class TransactionState(bool failureAborts)
{
    /// <summary>Whether a transaction is open.</summary>
    public bool IsOpen { get; private set; }

    /// <summary>Whether the open transaction only waits for its end.</summary>
    public bool IsFailed { get; private set; }

    /// <summary>psql's mark in the prompt: nothing, <c>*</c> for an open transaction, <c>!</c> for a failed one.</summary>
    public string Mark =>
        IsFailed ? "!"
        : IsOpen ? "*"
        : "";

    /// <summary>Follows a statement that succeeded.</summary>
    public void Succeeded(TransactionStep step)
    {
        switch (step)
        {
            case TransactionStep.Begin:
                (IsOpen, IsFailed) = (true, false);
                break;
            case TransactionStep.End:
                (IsOpen, IsFailed) = (false, false);
                break;
            case TransactionStep.Chain or TransactionStep.BackToSavepoint:
                IsFailed = false;
                break;
        }
    }

    /// <summary>Follows a statement that failed.</summary>
    public void Failed() => IsFailed = IsOpen && failureAborts;

    /// <summary>The session is another one.</summary>
    public void Reset() => (IsOpen, IsFailed) = (false, false);
}
