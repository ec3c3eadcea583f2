namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>What an index is, and which indexes a table has.</summary>
static class Indexes
{
    /// <summary>The definition of the index that is described.</summary>
    public static async Task AddOwnDefinitionAsync(RelationSection section)
    {
        var relation = section.Relation;
        if (!relation.IsIndex)
        {
            return;
        }

        var rows = await section.RowsAsync(
            "select i.indisunique, i.indisprimary, i.indisclustered, i.indisvalid, "
                + $"{Constraint("condeferrable")}, {Constraint("condeferred")}, i.indisreplident, "
                + $"{(section.Version >= 150000 ? "i.indnullsnotdistinct" : "false")}, a.amname, c2.relname, "
                + "pg_catalog.pg_get_expr(i.indpred, i.indrelid, true) "
                + "from pg_catalog.pg_index i join pg_catalog.pg_class c on c.oid = i.indexrelid "
                + "join pg_catalog.pg_class c2 on c2.oid = i.indrelid join pg_catalog.pg_am a on a.oid = c.relam "
                + $"where c.oid = {relation.Oid}"
        );
        if (rows is not [{ } row])
        {
            return;
        }

        var tablespace = relation.Kind == 'i' ? await section.TablespaceAsync(relation.Tablespace) : null;
        section.Add(
            string.Concat(
                row[1] == "t" ? "primary key, "
                    : row[0] == "t" ? $"unique{If(row[7], " nulls not distinct")}, "
                    : "",
                $"{row[8]}, for table \"{relation.Schema}.{row[9]}\"",
                string.IsNullOrEmpty(row[10]) ? "" : $", predicate ({row[10]})",
                If(row[2], ", clustered"),
                row[3] == "t" ? "" : ", invalid",
                If(row[4], ", deferrable"),
                If(row[5], ", initially deferred"),
                If(row[6], ", replica identity")
            )
        );
        if (tablespace is not null)
        {
            section.Add($"Tablespace: \"{tablespace}\"");
        }

        static string Constraint(string column) =>
            "(not i.indimmediate and exists (select from pg_catalog.pg_constraint where conrelid = i.indrelid and conindid = i.indexrelid "
            + $"and contype in ('p', 'u', 'x') and {column}))";
    }

    /// <summary>The indexes of the table that is described.</summary>
    public static async Task AddAllAsync(RelationSection section)
    {
        if (!section.Relation.IsTable || !section.Relation.HasIndexes)
        {
            return;
        }

        var rows = await section.RowsAsync(
            "select c2.relname, i.indisprimary, i.indisunique, i.indisclustered, i.indisvalid, "
                + "pg_catalog.pg_get_indexdef(i.indexrelid, 0, true), pg_catalog.pg_get_constraintdef(con.oid, true), con.contype, "
                + "con.condeferrable, con.condeferred, i.indisreplident, c2.reltablespace "
                + "from pg_catalog.pg_index i join pg_catalog.pg_class c2 on c2.oid = i.indexrelid left join pg_catalog.pg_constraint con "
                + "on con.conrelid = i.indrelid and con.conindid = i.indexrelid and con.contype in ('p', 'u', 'x') "
                + $"where i.indrelid = {section.Relation.Oid} order by i.indisprimary desc, c2.relname"
        );
        var lines = new List<string>();
        foreach (var row in rows)
        {
            var tablespace = await section.TablespaceAsync(row[11]!);
            lines.Add(
                string.Concat(
                    $"    \"{row[0]}\"",
                    row[7] == "x" ? $" {row[6]}" : Method(row),
                    If(row[3], " CLUSTER"),
                    row[4] == "t" ? "" : " INVALID",
                    If(row[10], " REPLICA IDENTITY"),
                    tablespace is null ? "" : $", tablespace \"{tablespace}\""
                )
            );
        }

        section.Add("Indexes:", lines);
    }

    // What stands before USING repeats what is known already.
    static string Method(string?[] row)
    {
        const string Using = " USING ";
        var definition = row[5]!;
        var place = definition.IndexOf(Using, StringComparison.Ordinal);
        var kind =
            row[1] == "t" ? " PRIMARY KEY,"
            : row[2] != "t" ? ""
            : row[7] == "u" ? " UNIQUE CONSTRAINT,"
            : " UNIQUE,";
        var method = place < 0 ? definition : definition[(place + Using.Length)..];
        return $"{kind} {method}{If(row[8], " DEFERRABLE")}{If(row[9], " INITIALLY DEFERRED")}";
    }

    static string If(string? value, string words) => value == "t" ? words : "";
}
