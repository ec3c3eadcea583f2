namespace Dialtone.Translation;

/// <summary>A connection in the spelling of an ecosystem.</summary>
public sealed record TranslatedTarget
{
    /// <summary>Whose spelling it is.</summary>
    public required Ecosystem Ecosystem { get; init; }

    /// <summary>The text to paste, without a line end after it. It holds passwords only if that was asked for.</summary>
    public required string Text { get; init; }

    /// <summary>Where the meaning changes or something could not be said; empty if nothing is lost.</summary>
    public IReadOnlyList<TranslationWarning> Warnings { get; init; } = [];

    /// <summary>Files that were made for it.</summary>
    public IReadOnlyList<WrittenFile> Files { get; init; } = [];

    /// <summary>Never the text: it may hold a password.</summary>
    public override string ToString() => $"{Ecosystem.Name} ({Ecosystem.Dialect})";
}
