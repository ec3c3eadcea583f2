using Dialtone.Parameters;

namespace Dialtone.Translation;

/// <summary>A connection as it was read, and as it is written for other ecosystems.</summary>
public sealed record TranslationReport
{
    /// <summary>The dialect: <c>postgresql</c> or <c>mysql</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>The ecosystem that the source was written for; <see langword="null"/> for a target as every command takes it.</summary>
    public Ecosystem? From { get; init; }

    /// <summary>What the source means, with the place that each value came from. Secrets are hidden.</summary>
    public required ParameterSet Parameters { get; init; }

    /// <summary>What of the source could not be carried over.</summary>
    public IReadOnlyList<TranslationWarning> Warnings { get; init; } = [];

    /// <summary>One for each ecosystem that was asked for.</summary>
    public required IReadOnlyList<TranslatedTarget> Translations { get; init; }
}
