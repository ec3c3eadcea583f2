namespace Dialtone.Diagnosis;

/// <summary>One stage of a diagnosis.</summary>
/// <param name="Stage">Its name: <c>parse</c>, <c>resolve</c>, <c>files</c>, <c>dns</c>, <c>tcp</c>, <c>protocol</c>, <c>tls</c>, <c>verify</c>, … (docs/doctor.md).</param>
/// <param name="Outcome">How it ended.</param>
/// <param name="Evidence">What was tried and seen, one sentence each; control characters of other people's text are escaped, secrets are never in it.</param>
/// <param name="Elapsed">How long it took.</param>
public sealed record StageReport(string Stage, StageOutcome Outcome, IReadOnlyList<string> Evidence, TimeSpan Elapsed);
