namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>What a sequence counts, and whose it is.</summary>
static class Sequences
{
    /// <summary>Describes a sequence.</summary>
    public static async Task<Description> DescribeAsync(Catalog catalog, Relation relation, CancellationToken cancellationToken)
    {
        var (columns, rows) = await catalog.ReadAsync(
            "select pg_catalog.format_type(seqtypid, null) as \"Type\", seqstart as \"Start\", seqmin as \"Minimum\", "
                + "seqmax as \"Maximum\", seqincrement as \"Increment\", case when seqcycle then 'yes' else 'no' end as \"Cycles?\", "
                + $"seqcache as \"Cache\" from pg_catalog.pg_sequence where seqrelid = {relation.Oid}",
            cancellationToken
        );
        var owners = await catalog.RowsAsync(
            "select pg_catalog.quote_ident(n.nspname) || '.' || pg_catalog.quote_ident(c.relname) || '.' || "
                + "pg_catalog.quote_ident(a.attname), d.deptype from pg_catalog.pg_class c "
                + "join pg_catalog.pg_depend d on c.oid = d.refobjid join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
                + "join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum = d.refobjsubid "
                + "where d.classid = 'pg_catalog.pg_class'::pg_catalog.regclass and d.refclassid = 'pg_catalog.pg_class'::pg_catalog.regclass "
                + $"and d.objid = {relation.Oid} and d.deptype in ('a', 'i')",
            cancellationToken
        );
        return new(relation.Title, columns, rows)
        {
            Footers = [.. owners.Select(row => row[1] == "a" ? $"Owned by: {row[0]}" : $"Sequence for identity column: {row[0]}")],
            CountsRows = false,
        };
    }
}
