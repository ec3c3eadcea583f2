namespace Dialtone.Diagnosis;

/// <summary>A cause as it was found in one case.</summary>
/// <param name="Cause">The cause.</param>
/// <param name="What">What is wrong here, with the values of this case.</param>
/// <param name="Why">Why it is so.</param>
/// <param name="Fixes">How to mend it, the best way first.</param>
public sealed record Finding(Cause Cause, string What, string Why, IReadOnlyList<Fix> Fixes);
