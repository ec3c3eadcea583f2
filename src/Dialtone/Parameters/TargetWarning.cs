namespace Dialtone.Parameters;

/// <summary>Something about a target that its author may not expect.</summary>
/// <param name="Text">One sentence that names the parameter and its source, and what to do.</param>
/// <param name="WeakensTls">Whether strict TLS refuses the target because of it.</param>
/// <param name="IsForStrictTlsOnly">Whether it is no surprise: the parameter says what it does, and only strict TLS wants more.</param>
readonly record struct TargetWarning(string Text, bool WeakensTls = false, bool IsForStrictTlsOnly = false);
