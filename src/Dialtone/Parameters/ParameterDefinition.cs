using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>One row of a dialect's keyword table.</summary>
/// <param name="Keyword">The keyword as it is written, such as <c>sslmode</c>.</param>
/// <param name="EnvironmentName">The environment variable that stands in for it, if any.</param>
/// <param name="DefaultValue">The compiled default, if any.</param>
/// <param name="IsSecret">Whether the value must never be shown.</param>
public sealed record ParameterDefinition(string Keyword, string? EnvironmentName = null, string? DefaultValue = null, bool IsSecret = false)
{
    /// <summary>The words that the value may be; empty if it is free text or a number.</summary>
    public ImmutableArray<string> Values { get; init; } = [];

    /// <summary>Why Dialtone refuses a value that would change something; <see langword="null"/> for a parameter that is honoured.</summary>
    public string? Refusal { get; init; }

    /// <summary>Why a value changes nothing; <see langword="null"/> for a parameter that has an effect.</summary>
    public string? NoEffect { get; init; }

    /// <summary>Other spellings of the keyword that the ecosystem of the dialect uses.</summary>
    internal ImmutableArray<string> Synonyms { get; init; } = [];

    /// <summary>Whether a value asks for nothing that <see cref="Refusal"/> is about. The empty text always does.</summary>
    internal Predicate<string> IsHarmless { get; init; } = static _ => false;
}
