using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dP</c>, with <c>t</c>, <c>i</c> and <c>n</c>: partitioned tables and indexes.</summary>
static class PartitionListings
{
    const string Sizes =
        ", lateral (select pg_catalog.pg_size_pretty(sum(case when t.isleaf and t.level = 1 then pg_catalog.pg_table_size(t.relid) else 0 end)) as direct, "
        + "pg_catalog.pg_size_pretty(sum(pg_catalog.pg_table_size(t.relid))) as total from pg_catalog.pg_partition_tree(c.oid) t) s";

    /// <summary>Lists them.</summary>
    public static Task<Description> RunAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var withTables = request.Selection.Contains('t');
        var withIndexes = request.Selection.Contains('i');
        var isMixed = withTables == withIndexes;
        var isNested = request.Selection.Contains('n');
        var showsParent = isNested || request.Pattern is not null;
        var showsTable = isMixed || withIndexes;
        var kinds =
            isMixed ? "'p', 'I'"
            : withTables ? "'p'"
            : "'I'";
        ListingColumn[] none = [];
        return new Listing
        {
            Title = $"List of partitioned {(isMixed ? "relations" : withTables ? "tables" : "indexes")}",
            Columns =
            [
                new("Schema", "n.nspname"),
                new("Name", "c.relname"),
                Owner("c.relowner"),
                .. isMixed ? [new("Type", "case c.relkind when 'p' then 'partitioned table' when 'I' then 'partitioned index' end")] : none,
                .. showsParent ? [new("Parent name", "inh.inhparent::pg_catalog.regclass")] : none,
                .. showsTable ? [new("Table", "c2.oid::pg_catalog.regclass")] : none,
                .. isNested
                    ? [Verbose("Leaf partition size", "s.direct"), Verbose("Total size", "s.total")]
                    : (ListingColumn[])[Verbose("Total size", "s.total")],
                Comment("c.oid", "pg_class") with
                {
                    IsVerbose = true,
                },
            ],
            From =
                "pg_catalog.pg_class c left join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
                + "left join pg_catalog.pg_index i on i.indexrelid = c.oid left join pg_catalog.pg_class c2 on i.indrelid = c2.oid "
                + "left join pg_catalog.pg_inherits inh on c.oid = inh.inhrelid",
            VerboseJoin = Sizes,
            Where = [$"c.relkind in ({kinds})", .. showsParent ? Array.Empty<string>() : ["not c.relispartition"]],
            HideSystem = RelationListings.NotSystem,
            Names = [RelationListings.Named],
            Order = "\"Schema\"" + (isMixed ? ", \"Type\" desc" : "") + (showsParent ? ", \"Parent name\" nulls first" : "") + ", \"Name\"",
            Since = 100000,
            Kind = "declarative table partitioning",
        }.RunAsync(catalog, request, cancellationToken);
    }
}
