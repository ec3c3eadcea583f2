namespace Dialtone.Parameters;

/// <summary>Lays arguments (<c>key=value</c>, <c>ConnectArgs</c>) over the parameters of a target.</summary>
static class TargetArguments
{
    public static ParameterSet Apply(Target target, IReadOnlyList<TargetArgument> arguments)
    {
        var result = target.Explicit;
        foreach (var argument in arguments)
        {
            if (target.Keywords.Find(argument.Key) is not { } definition)
                throw ParameterErrors.UnknownKey($"invalid connection option \"{argument.Key}\"", argument.Key, target.Keywords);
            TargetGrammar.RefuseNul(argument.Value);
            if (argument.Value.Length > 0)
                result = result.With(new(definition, argument.Value, new ParameterSource.Argument()));
        }
        return result;
    }
}
