namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>Extended statistics, on servers from PostgreSQL 14 on.</summary>
static class Statistics
{
    /// <summary>The statistics objects of a table.</summary>
    public static async Task AddAsync(RelationSection section)
    {
        if (!section.Relation.IsTable || section.Version < 140000)
        {
            return;
        }

        var rows = await section.RowsAsync(
            "select stxrelid::pg_catalog.regclass, stxnamespace::pg_catalog.regnamespace::pg_catalog.text, stxname, "
                + "pg_catalog.pg_get_statisticsobjdef_columns(oid), 'd' = any (stxkind), 'f' = any (stxkind), 'm' = any (stxkind), "
                + "case when stxstattarget >= 0 then stxstattarget end "
                + $"from pg_catalog.pg_statistic_ext where stxrelid = {section.Relation.Oid} order by 2, 3"
        );
        section.Add("Statistics objects:", rows.Select(Describe));
    }

    static string Describe(string?[] row)
    {
        (string Name, string? IsOn)[] kinds = [("ndistinct", row[4]), ("dependencies", row[5]), ("mcv", row[6])];
        var some = kinds.Where(kind => kind.IsOn == "t").Select(kind => kind.Name).ToArray();
        return string.Concat(
            $"    \"{row[1]}.{row[2]}\"",
            some.Length is 0 or 3 ? "" : $" ({string.Join(", ", some)})",
            $" ON {row[3]} FROM {row[0]}",
            row[7] is null ? "" : $"; STATISTICS {row[7]}"
        );
    }
}
