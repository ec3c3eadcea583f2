namespace Dialtone.Parameters;

/// <summary>On and off as the Python drivers spell them.</summary>
static class ParameterSwitch
{
    /// <summary>The value, or <see langword="null"/> if the parameter is not set.</summary>
    /// <exception cref="Errors.DatabaseException">It is neither on nor off.</exception>
    public static bool? Read(ParameterSet parameters, string keyword)
    {
        if (parameters[keyword] is not { } parameter)
            return null;
        return parameter.Reveal().ToLowerInvariant() switch
        {
            "true" or "1" or "yes" or "on" or "required" or "optional" => true,
            "false" or "0" or "no" or "off" or "none" => false,
            _ => throw ParameterErrors.Policy($"invalid {keyword} value: \"{parameter.Reveal()}\"", parameter, "use true or false"),
        };
    }
}
