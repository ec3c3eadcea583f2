namespace Dialtone.Parameters;

/// <summary>Refuses what libpq would do and Dialtone cannot: a parameter without effect could weaken a connection unseen.</summary>
static class PostgresRefusals
{
    public static void Check(ResolvedTarget target)
    {
        foreach (var parameter in target.Parameters)
        {
            var definition = parameter.Definition;
            if (definition.Refusal is null || parameter.Reveal().Length == 0 || definition.IsHarmless(parameter.Reveal()))
                continue;
            // libpq asks the operating system for the peer of a Unix socket only.
            if (definition.Keyword == "requirepeer" && !target.Hosts.Any(host => host.IsSocket))
                continue;
            throw ParameterErrors.Policy($"{definition.Keyword} is not supported: {definition.Refusal}", parameter, "remove it");
        }
    }
}
