namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>Partitions, inheritance, and where a foreign table is.</summary>
static class Partitions
{
    /// <summary>The partitioned relation that this one is a part of.</summary>
    public static async Task AddParentAsync(RelationSection section)
    {
        if (!section.Relation.IsPartition)
        {
            return;
        }

        var detached = section.Version >= 140000 ? "i.inhdetachpending" : "false";
        var rows = await section.RowsAsync(
            $"select i.inhparent::pg_catalog.regclass, pg_catalog.pg_get_expr(c.relpartbound, c.oid), {detached}, "
                + "pg_catalog.pg_get_partition_constraintdef(c.oid) from pg_catalog.pg_class c "
                + $"join pg_catalog.pg_inherits i on c.oid = i.inhrelid where c.oid = {section.Relation.Oid}"
        );
        foreach (var row in rows)
        {
            section.Add($"Partition of: {row[0]} {row[1]}{(row[2] == "t" ? " DETACH PENDING" : "")}");
            if (section.IsVerbose)
            {
                section.Add(string.IsNullOrEmpty(row[3]) ? "No partition constraint" : $"Partition constraint: {row[3]}");
            }
        }
    }

    /// <summary>By what a table is partitioned.</summary>
    public static async Task AddKeyAsync(RelationSection section)
    {
        if (section.Relation.Kind == 'p')
        {
            var key = await section.RowsAsync($"select pg_catalog.pg_get_partkeydef({section.Relation.Oid}::pg_catalog.oid)");
            section.Add($"Partition key: {key[0][0]}");
        }
    }

    /// <summary>The server of a foreign table.</summary>
    public static async Task AddForeignServerAsync(RelationSection section)
    {
        if (section.Relation.Kind != 'f')
        {
            return;
        }

        var rows = await section.RowsAsync(
            "select s.srvname, pg_catalog.array_to_string(array(select pg_catalog.quote_ident(option_name) || ' ' || "
                + "pg_catalog.quote_literal(option_value) from pg_catalog.pg_options_to_table(f.ftoptions)), ', ') "
                + "from pg_catalog.pg_foreign_table f join pg_catalog.pg_foreign_server s on s.oid = f.ftserver "
                + $"where f.ftrelid = {section.Relation.Oid}"
        );
        foreach (var row in rows)
        {
            section.Add($"Server: {row[0]}");
            if (!string.IsNullOrEmpty(row[1]))
            {
                section.Add($"FDW options: ({row[1]})");
            }
        }
    }

    /// <summary>The tables that this one inherits from.</summary>
    public static async Task AddInheritedAsync(RelationSection section)
    {
        if (HasRelatives(section.Relation))
        {
            var parents = await section.RowsAsync(
                "select c.oid::pg_catalog.regclass from pg_catalog.pg_class c join pg_catalog.pg_inherits i on c.oid = i.inhparent "
                    + $"where i.inhrelid = {section.Relation.Oid} and c.relkind <> 'p' and c.relkind <> 'I' order by i.inhseqno"
            );
            section.AddList("Inherits", [.. parents.Select(row => row[0]!)]);
        }
    }

    /// <summary>The tables that inherit from this one, and its partitions.</summary>
    public static async Task AddChildrenAsync(RelationSection section)
    {
        if (!HasRelatives(section.Relation))
        {
            return;
        }

        var isPartitioned = section.Relation.IsPartitioned;
        var detached = section.Version >= 140000 ? "i.inhdetachpending" : "false";
        var children = await section.RowsAsync(
            $"select c.oid::pg_catalog.regclass, c.relkind, {detached}, pg_catalog.pg_get_expr(c.relpartbound, c.oid) "
                + $"from pg_catalog.pg_class c join pg_catalog.pg_inherits i on c.oid = i.inhrelid where i.inhparent = {section.Relation.Oid} "
                + "order by pg_catalog.pg_get_expr(c.relpartbound, c.oid) = 'DEFAULT', c.oid::pg_catalog.regclass::pg_catalog.text"
        );
        if (children.Count == 0 && isPartitioned)
        {
            section.Add("Number of partitions: 0");
        }
        else if (children.Count > 0 && !section.IsVerbose)
        {
            section.Add($"Number of {(isPartitioned ? "partitions" : "child tables")}: {children.Count} (Use \\d+ to list them.)");
        }
        else
        {
            section.AddList(isPartitioned ? "Partitions" : "Child tables", [.. children.Select(Describe)]);
        }
    }

    static string Describe(string?[] child) =>
        string.Concat(
            child[0],
            child[3] is null ? "" : $" {child[3]}",
            child[1] is "p" or "I" ? ", PARTITIONED" : "",
            child[2] == "t" ? " (DETACH PENDING)" : ""
        );

    static bool HasRelatives(Relation relation) => relation.IsTable || relation.Kind == 'I';
}
