namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>Row security.</summary>
static class Policies
{
    /// <summary>The policies, and whether they are in force.</summary>
    public static async Task AddAsync(RelationSection section)
    {
        var relation = section.Relation;
        if (!relation.IsTable)
        {
            return;
        }

        var rows = await section.RowsAsync(
            "select p.polname, p.polpermissive, case when p.polroles = '{0}' then null else pg_catalog.array_to_string("
                + "array(select rolname from pg_catalog.pg_roles where oid = any (p.polroles) order by 1), ',') end, "
                + "pg_catalog.pg_get_expr(p.polqual, p.polrelid), pg_catalog.pg_get_expr(p.polwithcheck, p.polrelid), "
                + "case p.polcmd when 'r' then 'SELECT' when 'a' then 'INSERT' when 'w' then 'UPDATE' when 'd' then 'DELETE' end "
                + $"from pg_catalog.pg_policy p where p.polrelid = {relation.Oid} order by 1"
        );
        var isEmpty = rows.Count == 0;
        var heading = (relation.HasRowSecurity, relation.ForcesRowSecurity, isEmpty) switch
        {
            (true, false, false) => "Policies:",
            (true, false, true) => "Policies (row security enabled): (none)",
            (true, true, false) => "Policies (forced row security enabled):",
            (true, true, true) => "Policies (forced row security enabled): (none)",
            (false, _, false) => "Policies (row security disabled):",
            _ => null,
        };
        if (heading is null)
        {
            return;
        }

        section.Add(heading);
        foreach (var row in rows)
        {
            section.Add(
                string.Concat(
                    $"    POLICY \"{row[0]}\"",
                    row[1] == "t" ? "" : " AS RESTRICTIVE",
                    row[5] is null ? "" : $" FOR {row[5]}",
                    row[2] is null ? "" : $"\n      TO {row[2]}",
                    row[3] is null ? "" : $"\n      USING ({row[3]})",
                    row[4] is null ? "" : $"\n      WITH CHECK ({row[4]})"
                )
            );
        }
    }
}
