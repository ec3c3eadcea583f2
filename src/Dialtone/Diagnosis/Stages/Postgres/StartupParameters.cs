namespace Dialtone.Diagnosis.Stages.Postgres;

/// <summary>What a login says before the server asks for anything: the same as a connect's.</summary>
static class StartupParameters
{
    /// <summary>Everything that the target wants set.</summary>
    public static IEnumerable<(string Name, string Value)> Of(CaseFile file)
    {
        var options = file.Postgres!.Options;
        foreach (var needed in Minimal(file))
        {
            yield return needed;
        }

        yield return ("client_encoding", "UTF8");
        if (options.ApplicationName is { Length: > 0 } name)
        {
            yield return ("application_name", name);
        }

        if (options.StartupOptions.Length > 0)
        {
            yield return ("options", options.StartupOptions);
        }

        foreach (var setting in options.SessionSettings)
        {
            yield return setting;
        }
    }

    /// <summary>User and database only.</summary>
    public static IEnumerable<(string Name, string Value)> Minimal(CaseFile file)
    {
        var options = file.Postgres!.Options;
        return [("user", options.User), ("database", options.Database)];
    }
}
