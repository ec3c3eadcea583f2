namespace Dialtone.Parameters;

/// <summary>One row of a dialect's keyword table.</summary>
/// <param name="Keyword">The keyword as it is written, such as <c>sslmode</c>.</param>
/// <param name="EnvironmentName">The environment variable that stands in for it, if any.</param>
/// <param name="DefaultValue">The compiled default, if any.</param>
/// <param name="IsSecret">Whether the value must never be shown.</param>
public sealed record ParameterDefinition(
    string Keyword,
    string? EnvironmentName = null,
    string? DefaultValue = null,
    bool IsSecret = false
);
