namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>Rules, and the query of a view, which is one.</summary>
static class Rules
{
    const string Create = "CREATE RULE ";

    static readonly (char State, string Heading)[] States =
    [
        ('O', "Rules:"),
        ('D', "Disabled rules:"),
        ('A', "Rules firing always:"),
        ('R', "Rules firing on replica only:"),
    ];

    /// <summary>The rules of a table.</summary>
    public static async Task AddOfTableAsync(RelationSection section)
    {
        if (!section.Relation.IsTable || !section.Relation.HasRules || section.Relation.Kind == 'm')
        {
            return;
        }

        var rules = await ReadAsync(section, "true");
        foreach (var (state, heading) in States)
        {
            section.Add(heading, rules.Where(row => row[1]![0] == state).Select(row => $"    {Text(row)}"));
        }
    }

    /// <summary>The query of a view, and the view's rules.</summary>
    public static async Task AddViewDefinitionAsync(RelationSection section)
    {
        if (!section.Relation.IsView || !section.IsVerbose)
        {
            return;
        }

        var definition = await section.RowsAsync($"select pg_catalog.pg_get_viewdef({section.Relation.Oid}::pg_catalog.oid, true)");
        section.Add("View definition:", definition.Select(row => row[0] ?? ""));
        if (section.Relation.HasRules)
        {
            section.Add("Rules:", (await ReadAsync(section, "r.rulename <> '_RETURN'")).Select(row => $" {Text(row)}"));
        }
    }

    static Task<List<string?[]>> ReadAsync(RelationSection section, string condition) =>
        section.RowsAsync(
            "select pg_catalog.pg_get_ruledef(r.oid, true), r.ev_enabled from pg_catalog.pg_rewrite r "
                + $"where r.ev_class = {section.Relation.Oid} and {condition} order by r.rulename"
        );

    static string Text(string?[] row)
    {
        var definition = row[0]!.TrimEnd(';');
        return definition.StartsWith(Create, StringComparison.Ordinal) ? definition[Create.Length..] : definition;
    }
}
