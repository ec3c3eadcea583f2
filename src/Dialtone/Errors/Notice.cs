namespace Dialtone.Errors;

/// <summary>Something worth knowing that is not a failure.</summary>
/// <param name="IsFromServer">Whether the server said it (untrusted text) or Dialtone did.</param>
/// <param name="Severity"><c>WARNING</c>, <c>NOTICE</c>, <c>INFO</c> …, as the server spells it.</param>
/// <param name="Text">The message.</param>
public sealed record Notice(bool IsFromServer, string Severity, string Text);
