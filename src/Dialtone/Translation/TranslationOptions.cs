namespace Dialtone.Translation;

/// <summary>How a target is translated.</summary>
public sealed record TranslationOptions
{
    /// <summary>The ecosystem that the target is written for; <see langword="null"/> finds out by itself.</summary>
    public string? From { get; init; }

    /// <summary>Whether passwords are written; otherwise a word such as <c>PASSWORD</c> stands for each.</summary>
    public bool WithSecrets { get; init; }

    /// <summary>
    /// The folder for private keys in the format that an ecosystem needs, readable by their owner only (0600); nothing in it is overwritten.
    /// <see langword="null"/> converts nothing.
    /// </summary>
    public string? KeyDirectory { get; init; }
}
