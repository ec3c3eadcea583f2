namespace Dialtone.Parameters;

/// <summary>Warnings that are the same for all dialects.</summary>
static class ParameterWarnings
{
    /// <summary>A warning for each parameter that is known and changes nothing.</summary>
    public static IEnumerable<string> WithoutEffect(ParameterSet parameters) =>
        parameters
            .Where(parameter => parameter.Definition.NoEffect is not null)
            .Select(parameter => $"{parameter.Keyword} ({parameter.Source.Describe()}) has no effect: {parameter.Definition.NoEffect}.");
}
