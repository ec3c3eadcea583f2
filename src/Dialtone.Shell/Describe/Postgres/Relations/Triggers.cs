namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>Triggers, by when they fire.</summary>
static class Triggers
{
    const string Keyword = " TRIGGER ";

    static readonly (string Heading, Func<char, bool, bool> Has)[] States =
    [
        ("Triggers:", (state, _) => state == 'O'),
        ("Disabled user triggers:", (state, isInternal) => state == 'D' && !isInternal),
        ("Disabled internal triggers:", (state, isInternal) => state == 'D' && isInternal),
        ("Triggers firing always:", (state, _) => state == 'A'),
        ("Triggers firing on replica only:", (state, _) => state == 'R'),
    ];

    /// <summary>The triggers of a table or view; internal ones only when somebody disabled them.</summary>
    public static async Task AddAsync(RelationSection section)
    {
        if (!section.Relation.HasTriggers)
        {
            return;
        }

        var parent =
            section.Version >= 130000
                ? "case when t.tgparentid <> 0 then (select u.tgrelid::pg_catalog.regclass from pg_catalog.pg_trigger u "
                    + "join pg_catalog.pg_partition_ancestors(t.tgrelid) with ordinality a (relid, depth) on u.tgrelid = a.relid "
                    + "where u.tgname = t.tgname and u.tgparentid = 0 order by a.depth limit 1) end"
                : "null";
        var rows = await section.RowsAsync(
            $"select pg_catalog.pg_get_triggerdef(t.oid, true), t.tgenabled, t.tgisinternal, {parent} from pg_catalog.pg_trigger t "
                + $"where t.tgrelid = {section.Relation.Oid} and (not t.tgisinternal or t.tgenabled = 'D') order by t.tgname"
        );
        foreach (var (heading, has) in States)
        {
            section.Add(heading, rows.Where(row => has(row[1]![0], row[2] == "t")).Select(Describe));
        }
    }

    // What a trigger inherits from a partitioned table names that table.
    static string Describe(string?[] row)
    {
        var definition = row[0]!;
        var place = definition.IndexOf(Keyword, StringComparison.Ordinal);
        return $"    {(place < 0 ? definition : definition[(place + Keyword.Length)..])}{(row[3] is null ? "" : $", ON TABLE {row[3]}")}";
    }
}
