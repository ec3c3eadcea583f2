namespace Dialtone.Diagnosis;

/// <summary>What a diagnosis found: the stages that were tried, and the causes that the evidence names.</summary>
public sealed record DiagnosisReport
{
    /// <summary>What it comes to.</summary>
    public required DiagnosisVerdict Verdict { get; init; }

    /// <summary>The stages that were tried, in order; the last one is the one that blocks, if one does.</summary>
    public required IReadOnlyList<StageReport> Stages { get; init; }

    /// <summary>The causes that were found, the most important one first; empty for a healthy connection and for an unknown fault.</summary>
    public required IReadOnlyList<Finding> Findings { get; init; }

    /// <summary>The error of the stage that blocks, or <see langword="null"/> if none does.</summary>
    public string? Error { get; init; }

    /// <summary>The most important cause, or <see langword="null"/> if there is none or it is not known.</summary>
    public Cause? Cause => Findings.Count > 0 ? Findings[0].Cause : null;

    /// <summary>How to mend the most important cause.</summary>
    public IReadOnlyList<Fix> Fixes => Findings.Count > 0 ? Findings[0].Fixes : [];
}
