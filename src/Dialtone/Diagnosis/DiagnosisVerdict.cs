namespace Dialtone.Diagnosis;

/// <summary>What a diagnosis comes to.</summary>
public enum DiagnosisVerdict
{
    /// <summary>A connection was made and nothing about it needs attention.</summary>
    Healthy,

    /// <summary>A connection was made, but something about it weakens it or will stop it one day.</summary>
    Warning,

    /// <summary>No connection is possible, and the cause is known.</summary>
    Blocked,

    /// <summary>No connection is possible, and the evidence fits no known cause.</summary>
    Unknown,
}
