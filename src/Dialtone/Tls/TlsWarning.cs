namespace Dialtone.Tls;

/// <summary>Something that a policy passed over, or that weakens security.</summary>
/// <param name="Text">One sentence that names the parameter and its source.</param>
/// <param name="IsMissingFile">Whether it is about a file that is named and not there: the resolution of a target says so already.</param>
readonly record struct TlsWarning(string Text, bool IsMissingFile = false);
