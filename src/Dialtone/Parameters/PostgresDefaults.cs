namespace Dialtone.Parameters;

/// <summary>Gives a value to what the target leaves open: service file, environment, compiled default, rule.</summary>
static class PostgresDefaults
{
    /// <summary>Every parameter with a value, in the table's order.</summary>
    public static ParameterSet Fill(ParameterSet explicitly, ResolutionContext context, ICollection<string> warnings)
    {
        // A service that is set to nothing is looked for all the same.
        var service = explicitly.Text("service") ?? context.Environment("PGSERVICE");
        var given = service is null ? explicitly : ServiceFile.Apply(explicitly, service, context, warnings);
        var filled = new List<Parameter>();
        foreach (var definition in PostgresKeywords.Table.Rows)
            if ((given[definition.Keyword] ?? FromOutside(definition, context)) is { } parameter)
                filled.Add(parameter);
        foreach (var definition in PostgresKeywords.SessionSettings.Rows)
            if (FromEnvironment(definition, context) is { } setting)
                filled.Add(setting);
        return WithUserAndDatabase(StrengthenForSystemRoots(new(filled)), context);
    }

    static Parameter? FromOutside(ParameterDefinition definition, ResolutionContext context)
    {
        if (FromEnvironment(definition, context) is { } parameter)
            return parameter;
        if (definition.Keyword == "sslmode" && context.Environment("PGREQUIRESSL") is ['1', ..])
            return new(definition, "require", new ParameterSource.Environment("PGREQUIRESSL"));
        return definition.DefaultValue is { } value ? new(definition, value, new ParameterSource.Compiled()) : null;
    }

    static Parameter? FromEnvironment(ParameterDefinition definition, ResolutionContext context) =>
        definition.EnvironmentName is { } name && context.Environment(name) is { } value
            ? new(definition, value, new ParameterSource.Environment(name))
            : null;

    static ParameterSet StrengthenForSystemRoots(ParameterSet parameters) =>
        parameters["sslmode"] is { Source: ParameterSource.Compiled, Definition: var definition }
        && parameters.Text("sslrootcert") == "system"
            ? parameters.With(new(definition, "verify-full", new ParameterSource.Derived("sslrootcert=system")))
            : parameters;

    static ParameterSet WithUserAndDatabase(ParameterSet parameters, ResolutionContext context)
    {
        var table = PostgresKeywords.Table;
        if (string.IsNullOrEmpty(parameters.Text("user")))
            parameters = parameters.With(
                new(table["user"], context.UserName, new ParameterSource.Derived("the operating system's user name"))
            );
        if (string.IsNullOrEmpty(parameters.Text("dbname")))
            parameters = parameters.With(new(table["dbname"], parameters.Text("user")!, new ParameterSource.Derived("user")));
        // "auto" is the encoding of the locale; text is UTF-8 here in every locale.
        if (parameters["client_encoding"] is { } encoding && encoding.Reveal() == "auto")
            parameters = parameters.With(new(encoding.Definition, "UTF8", new ParameterSource.Derived("client_encoding=auto")));
        return parameters;
    }
}
