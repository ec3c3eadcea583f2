namespace Dialtone.Translation;

/// <summary>A tool, driver or format with a spelling of its own for connections.</summary>
/// <param name="Name">The name as <c>--to</c> and <c>--from</c> take it, such as <c>jdbc</c>.</param>
/// <param name="Dialect">The dialect that it connects to: <c>postgresql</c> or <c>mysql</c>. A name may stand for both.</param>
/// <param name="Title">What it is, for people.</param>
/// <param name="CanRead">Whether its spelling can be translated from, and not only to.</param>
public sealed record Ecosystem(string Name, string Dialect, string Title, bool CanRead);
