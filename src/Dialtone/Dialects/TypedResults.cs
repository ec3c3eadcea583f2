using System.Diagnostics.CodeAnalysis;

namespace Dialtone.Dialects;

/// <summary>Whether the drivers' mappings of arrays, ranges and other composed types are part of the program.</summary>
static class TypedResults
{
    /// <summary>
    /// True unless a trimmed program sets the runtime option <c>Dialtone.TypedResults</c> to false, because it reads results as text only: the
    /// mappings are thousands of types, which cost a native program a quarter of its start.
    /// </summary>
    [FeatureSwitchDefinition("Dialtone.TypedResults")]
    public static bool IsSupported => !AppContext.TryGetSwitch("Dialtone.TypedResults", out var isSupported) || isSupported;
}
