namespace Dialtone.Diagnosis;

/// <summary>One way to mend a cause.</summary>
/// <param name="Description">What to do.</param>
/// <param name="Paste">The text to paste: a command, parameters, a line for a file; <see langword="null"/> if there is none. Never holds a secret.</param>
public sealed record Fix(string Description, string? Paste = null);
