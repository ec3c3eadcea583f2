namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>Finds the relations that a name or a pattern means.</summary>
static class RelationFinder
{
    /// <summary>The relations, by schema and name.</summary>
    /// <exception cref="DescribeException">There are none.</exception>
    public static async Task<IReadOnlyList<Relation>> FindAsync(
        Catalog catalog,
        DescribeRequest request,
        CancellationToken cancellationToken
    )
    {
        var conditions = RelationListings
            .Named.Conditions(request.Pattern, catalog)
            .Concat(request.HidesSystem ? [Listing.NotSystem] : [])
            .DefaultIfEmpty("true");
        var rows = await catalog.RowsAsync(
            "select c.oid, n.nspname, c.relname, c.relkind, c.relhasindex, c.relhasrules, c.relhastriggers, c.relrowsecurity, "
                + "c.relforcerowsecurity, c.relispartition, c.relpersistence, "
                + "pg_catalog.array_to_string(c.reloptions || array(select 'toast.' || x from pg_catalog.unnest(tc.reloptions) x), ', '), "
                + "c.reltablespace, case when c.reloftype = 0 then '' else c.reloftype::pg_catalog.regtype::pg_catalog.text end, "
                + "c.relreplident, am.amname "
                + "from pg_catalog.pg_class c left join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
                + "left join pg_catalog.pg_class tc on tc.oid = c.reltoastrelid left join pg_catalog.pg_am am on am.oid = c.relam "
                + $"where {string.Join(" and ", conditions)} order by 2, 3",
            cancellationToken
        );
        return rows.Count > 0 ? [.. rows.Select(Read)] : throw RelationListings.NotFound(request.Pattern);
    }

    static Relation Read(string?[] row) =>
        new()
        {
            Oid = row[0]!,
            Schema = row[1]!,
            Name = row[2]!,
            Kind = row[3]![0],
            HasIndexes = row[4] == "t",
            HasRules = row[5] == "t",
            HasTriggers = row[6] == "t",
            HasRowSecurity = row[7] == "t",
            ForcesRowSecurity = row[8] == "t",
            IsPartition = row[9] == "t",
            IsUnlogged = row[10] == "u",
            Options = row[11],
            Tablespace = row[12]!,
            OfType = row[13]!,
            ReplicaIdentity = row[14]![0],
            AccessMethod = row[15],
        };
}
