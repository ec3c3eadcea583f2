namespace Dialtone.Diagnosis;

/// <summary>How a stage of a diagnosis ended.</summary>
public enum StageOutcome
{
    /// <summary>As it should.</summary>
    Passed,

    /// <summary>The connection can be made, but something needs attention.</summary>
    Warned,

    /// <summary>The connection cannot be made: later stages were not tried.</summary>
    Failed,
}
