namespace Dialtone.Translation;

/// <summary>A place where a translation does not mean the same, or where something could not be said.</summary>
/// <param name="Keyword">The parameter that it is about, in the words of the dialect; <see langword="null"/> if it is about all.</param>
/// <param name="Text">What changes, and why. Never a secret.</param>
public sealed record TranslationWarning(string? Keyword, string Text);
