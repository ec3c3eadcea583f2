namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dd</c>: comments on objects that no other command shows the comments of.</summary>
static class CommentListing
{
    static readonly Source[] Sources =
    [
        new(
            "table constraint",
            "o.conname",
            "pg_catalog.pg_constraint o join pg_catalog.pg_class c on c.oid = o.conrelid left join pg_catalog.pg_namespace n on n.oid = c.relnamespace",
            "pg_catalog.pg_table_is_visible(c.oid)"
        ),
        new(
            "domain constraint",
            "o.conname",
            "pg_catalog.pg_constraint o join pg_catalog.pg_type t on t.oid = o.contypid left join pg_catalog.pg_namespace n on n.oid = t.typnamespace",
            "pg_catalog.pg_type_is_visible(t.oid)"
        ),
        new(
            "operator class",
            "o.opcname",
            "pg_catalog.pg_opclass o join pg_catalog.pg_namespace n on n.oid = o.opcnamespace",
            "pg_catalog.pg_opclass_is_visible(o.oid)"
        ),
        new(
            "operator family",
            "o.opfname",
            "pg_catalog.pg_opfamily o join pg_catalog.pg_namespace n on n.oid = o.opfnamespace",
            "pg_catalog.pg_opfamily_is_visible(o.oid)"
        ),
        new(
            "rule",
            "o.rulename",
            "pg_catalog.pg_rewrite o join pg_catalog.pg_class c on c.oid = o.ev_class and o.rulename <> '_RETURN' "
                + "left join pg_catalog.pg_namespace n on n.oid = c.relnamespace",
            "pg_catalog.pg_table_is_visible(c.oid)"
        ),
        new(
            "trigger",
            "o.tgname",
            "pg_catalog.pg_trigger o join pg_catalog.pg_class c on c.oid = o.tgrelid left join pg_catalog.pg_namespace n on n.oid = c.relnamespace",
            "pg_catalog.pg_table_is_visible(c.oid)"
        ),
    ];

    /// <summary>Lists comments.</summary>
    public static Task<Description> RunAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var all = string.Join("\nunion all ", Sources.Select(source => source.Query(catalog, request)));
        var listing = new Listing
        {
            Title = "Object descriptions",
            Columns = [new("Schema", "x.schema"), new("Name", "x.name"), new("Object", "x.kind"), new("Description", "d.description")],
            From =
                $"(select distinct * from ({all}) every) x join pg_catalog.pg_description d "
                + "on d.objoid = x.oid and d.classoid = x.tableoid and d.objsubid = 0",
            Order = "1, 2, 3",
        };
        return listing.RunAsync(catalog, request, cancellationToken);
    }

    sealed record Source(string Kind, string Name, string From, string Visible)
    {
        public string Query(Catalog catalog, DescribeRequest request)
        {
            var conditions = new NameTarget(Name, "n.nspname", Visible)
                .Conditions(request.Pattern, catalog)
                .Concat(request.HidesSystem ? [Listing.NotSystem] : [])
                .DefaultIfEmpty("true");
            return $"select o.oid as oid, o.tableoid as tableoid, n.nspname as schema, cast({Name} as pg_catalog.text) as name, "
                + $"cast('{Kind}' as pg_catalog.text) as kind from {From} where {string.Join(" and ", conditions)}";
        }
    }
}
