namespace Dialtone.Parameters;

/// <summary>One parameter of a resolved target as text for people.</summary>
/// <param name="Keyword">The keyword, such as <c>sslmode</c>.</param>
/// <param name="Value">The value; <c>***</c> for a secret.</param>
/// <param name="Source">Where it came from, such as <c>environment variable PGSSLMODE</c>.</param>
public sealed record ResolveRow(string Keyword, string Value, string Source);
