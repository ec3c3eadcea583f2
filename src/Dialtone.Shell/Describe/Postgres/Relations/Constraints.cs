namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>Check constraints, foreign keys, and the foreign keys of others that point here.</summary>
static class Constraints
{
    /// <summary>Check constraints.</summary>
    public static async Task AddChecksAsync(RelationSection section)
    {
        if (!section.Relation.IsTable)
        {
            return;
        }

        var rows = await section.RowsAsync(
            "select r.conname, pg_catalog.pg_get_constraintdef(r.oid, true) from pg_catalog.pg_constraint r "
                + $"where r.conrelid = {section.Relation.Oid} and r.contype = 'c' order by 1"
        );
        section.Add("Check constraints:", rows.Select(row => $"    \"{row[0]}\" {row[1]}"));
    }

    /// <summary>Foreign keys; a partition has those of its parents, too.</summary>
    public static async Task AddForeignKeysAsync(RelationSection section)
    {
        if (!HasForeignKeys(section.Relation))
        {
            return;
        }

        var oid = section.Relation.Oid;
        var withAncestors = section.Version >= 120000 && (section.Relation.IsPartition || section.Relation.Kind == 'p');
        var rows = await section.RowsAsync(
            $"select r.conrelid = {oid}, r.conname, pg_catalog.pg_get_constraintdef(r.oid, true), r.conrelid::pg_catalog.regclass "
                + "from pg_catalog.pg_constraint r where r.contype = 'f' "
                + (section.Version >= 110000 ? "and r.conparentid = 0 " : "")
                + (
                    withAncestors
                        ? $"and r.conrelid in (select relid from pg_catalog.pg_partition_ancestors({oid})) "
                        : $"and r.conrelid = {oid} "
                )
                + "order by 1 desc, 2"
        );
        section.Add(
            "Foreign-key constraints:",
            rows.Select(row => row[0] == "t" ? $"    \"{row[1]}\" {row[2]}" : $"    TABLE \"{row[3]}\" CONSTRAINT \"{row[1]}\" {row[2]}")
        );
    }

    /// <summary>The foreign keys that point here.</summary>
    public static async Task AddReferencesAsync(RelationSection section)
    {
        if (!HasForeignKeys(section.Relation))
        {
            return;
        }

        var oid = section.Relation.Oid;
        var targets =
            section.Version >= 120000
                ? $"(c.confrelid in (select relid from pg_catalog.pg_partition_ancestors({oid})) or c.confrelid = {oid}) and c.conparentid = 0"
                : $"c.confrelid = {oid}";
        var rows = await section.RowsAsync(
            "select c.conname, c.conrelid::pg_catalog.regclass, pg_catalog.pg_get_constraintdef(c.oid, true) "
                + $"from pg_catalog.pg_constraint c where c.contype = 'f' and {targets} order by c.conname"
        );
        section.Add("Referenced by:", rows.Select(row => $"    TABLE \"{row[1]}\" CONSTRAINT \"{row[0]}\" {row[2]}"));
    }

    // Foreign keys work by triggers; those of a partitioned table are in its partitions.
    static bool HasForeignKeys(Relation relation) => relation.IsTable && (relation.HasTriggers || relation.Kind == 'p');
}
