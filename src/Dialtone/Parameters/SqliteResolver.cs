namespace Dialtone.Parameters;

/// <summary>Turns a SQLite target into values with sources.</summary>
static class SqliteResolver
{
    // Only SQLite's URI names can carry these.
    static readonly string[] UriParameters = ["immutable", "nolock", "psow", "vfs"];

    /// <summary>Resolves and validates. A path becomes absolute; nothing is opened.</summary>
    /// <exception cref="Errors.DatabaseException">A value is wrong.</exception>
    public static ResolvedTarget Resolve(Target.Sqlite target, ResolutionContext context)
    {
        var table = SqliteKeywords.Table;
        var parameters = target.Explicit;
        var database = parameters["database"] ?? new(table["database"], SqliteUri.Memory, new ParameterSource.Compiled());
        parameters = parameters.With(new(table["database"], Name(database.Reveal(), parameters, context), database.Source));
        foreach (var keyword in (string[])["mode", "timeout"])
            if (parameters[keyword] is null)
                parameters = parameters.With(new(table[keyword], table[keyword].DefaultValue!, new ParameterSource.Compiled()));
        if (parameters["journal_mode"] is null && MayWriteFile(parameters))
            parameters = parameters.With(new(table["journal_mode"], "wal", new ParameterSource.Compiled()));
        var resolved = new ResolvedTarget
        {
            Dialect = target.Dialect,
            Parameters = parameters.InOrderOf(table),
            Hosts = [],
        };
        _ = SqliteOptions.From(resolved);
        return resolved with { Warnings = [.. ParameterWarnings.WithoutEffect(parameters)] };
    }

    static string Name(string database, ParameterSet parameters, ResolutionContext context)
    {
        if (context.CurrentDirectory is { } folder && !SqliteUri.IsUri(database) && !SqliteUri.IsMemory(database))
            database = Path.GetFullPath(database, folder);
        return SqliteUri.WithParameters(
            database,
            UriParameters.Where(keyword => parameters[keyword] is not null).Select(keyword => (keyword, Value(parameters, keyword)))
        );
    }

    static string Value(ParameterSet parameters, string keyword) =>
        keyword == "vfs" ? parameters.Text(keyword)!
        : ParameterSwitch.Read(parameters, keyword) == true ? "1"
        : "0";

    static bool MayWriteFile(ParameterSet parameters) =>
        parameters.Text("mode") is "rw" or "rwc"
        && !SqliteUri.IsMemory(parameters.Text("database")!)
        && !parameters.Text("database")!.Contains("mode=ro", StringComparison.Ordinal)
        && ParameterSwitch.Read(parameters, "immutable") != true;
}
