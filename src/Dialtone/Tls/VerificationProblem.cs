namespace Dialtone.Tls;

/// <summary>Why a chain is refused.</summary>
/// <param name="Reason">What is wrong, without a final stop.</param>
/// <param name="Fix">What would help, if anything is known to.</param>
sealed record VerificationProblem(string Reason, string? Fix);
