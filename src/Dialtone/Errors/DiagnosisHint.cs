namespace Dialtone.Errors;

/// <summary>What the knowledge base says about a failure, without a further connection.</summary>
/// <param name="Cause">The cause's stable name, such as <c>key-file-permissions</c>.</param>
/// <param name="Summary">What is wrong, in one sentence.</param>
/// <param name="Fixes">How to mend it, the best way first; texts to paste are in them. Never holds a secret.</param>
public sealed record DiagnosisHint(string Cause, string Summary, IReadOnlyList<string> Fixes);
