using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dT</c>, <c>\dD</c>, <c>\dC</c> and <c>\do</c>: types and what connects them.</summary>
static class TypeListings
{
    static readonly Dictionary<string, string> ShortNames = new(StringComparer.OrdinalIgnoreCase)
    {
        ["decimal"] = "numeric",
        ["float"] = "double precision",
        ["int"] = "integer",
    };

    static readonly NameTarget Type = new(
        "t.typname",
        "n.nspname",
        "pg_catalog.pg_type_is_visible(t.oid)",
        "pg_catalog.format_type(t.oid, null)"
    );

    static readonly Listing Types = new()
    {
        Title = "List of data types",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "pg_catalog.format_type(t.oid, null)"),
            Verbose("Internal name", "t.typname"),
            Verbose(
                "Size",
                "case when t.typrelid <> 0 then cast('tuple' as pg_catalog.text) when t.typlen < 0 then cast('var' as pg_catalog.text) "
                    + "else cast(t.typlen as pg_catalog.text) end"
            ),
            Verbose(
                "Elements",
                "pg_catalog.array_to_string(array(select e.enumlabel from pg_catalog.pg_enum e where e.enumtypid = t.oid "
                    + "order by e.enumsortorder), e'\\n')"
            ),
            Owner("t.typowner") with
            {
                IsVerbose = true,
            },
            Privileges("t.typacl"),
            Comment("t.oid", "pg_type"),
        ],
        From = "pg_catalog.pg_type t left join pg_catalog.pg_namespace n on n.oid = t.typnamespace",
        HideSystem = Listing.NotSystem,
        Names = [Type],
        Order = "1, 2",
    };

    /// <summary><c>\dD</c>.</summary>
    public static readonly Listing Domains = new()
    {
        Title = "List of domains",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "t.typname"),
            new("Type", "pg_catalog.format_type(t.typbasetype, t.typtypmod)"),
            new(
                "Collation",
                "(select c.collname from pg_catalog.pg_collation c, pg_catalog.pg_type base "
                    + "where c.oid = t.typcollation and base.oid = t.typbasetype and t.typcollation <> base.typcollation)"
            ),
            new("Nullable", "case when t.typnotnull then 'not null' end"),
            new("Default", "t.typdefault"),
            new(
                "Check",
                "pg_catalog.array_to_string(array(select pg_catalog.pg_get_constraintdef(r.oid, true) "
                    + "from pg_catalog.pg_constraint r where r.contypid = t.oid), ' ')"
            ),
            Privileges("t.typacl"),
            Verbose("Description", "d.description"),
        ],
        From = "pg_catalog.pg_type t left join pg_catalog.pg_namespace n on n.oid = t.typnamespace",
        VerboseJoin = " left join pg_catalog.pg_description d on d.classoid = t.tableoid and d.objoid = t.oid and d.objsubid = 0",
        Where = ["t.typtype = 'd'"],
        HideSystem = Listing.NotSystem,
        Names = [new("t.typname", "n.nspname", "pg_catalog.pg_type_is_visible(t.oid)")],
        Order = "1, 2",
    };

    static readonly Listing Casts = new()
    {
        Title = "List of casts",
        Columns =
        [
            new("Source type", "pg_catalog.format_type(c.castsource, null)"),
            new("Target type", "pg_catalog.format_type(c.casttarget, null)"),
            new("Function", "case c.castmethod when 'b' then '(binary coercible)' when 'i' then '(with inout)' else p.proname end"),
            new("Implicit?", "case c.castcontext when 'e' then 'no' when 'a' then 'in assignment' else 'yes' end"),
            Verbose("Description", "d.description"),
        ],
        From =
            "pg_catalog.pg_cast c left join pg_catalog.pg_proc p on p.oid = c.castfunc "
            + "left join pg_catalog.pg_type ts on ts.oid = c.castsource left join pg_catalog.pg_namespace ns on ns.oid = ts.typnamespace "
            + "left join pg_catalog.pg_type tt on tt.oid = c.casttarget left join pg_catalog.pg_namespace nt on nt.oid = tt.typnamespace",
        VerboseJoin = " left join pg_catalog.pg_description d on d.classoid = c.tableoid and d.objoid = c.oid and d.objsubid = 0",
        Order = "1, 2",
    };

    static readonly Listing Operators = new()
    {
        Title = "List of operators",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "o.oprname"),
            new("Left arg type", "case when o.oprkind = 'l' then null else pg_catalog.format_type(o.oprleft, null) end"),
            new("Right arg type", "case when o.oprkind = 'r' then null else pg_catalog.format_type(o.oprright, null) end"),
            new("Result type", "pg_catalog.format_type(o.oprresult, null)"),
            Verbose("Function", "o.oprcode"),
            new(
                "Description",
                "coalesce(pg_catalog.obj_description(o.oid, 'pg_operator'), pg_catalog.obj_description(o.oprcode, 'pg_proc'))"
            ),
        ],
        From = "pg_catalog.pg_operator o left join pg_catalog.pg_namespace n on n.oid = o.oprnamespace",
        HideSystem = Listing.NotSystem,
        Order = "1, 2, 3, 4",
    };

    /// <summary>A type's name as a person shortens it, in full: psql knows three of them, alone and as arrays.</summary>
    public static string FullName(string pattern)
    {
        var (name, array) = pattern.EndsWith("[]", StringComparison.Ordinal) ? (pattern[..^2], "[]") : (pattern, "");
        return ShortNames.TryGetValue(name, out var full) ? full + array : pattern;
    }

    /// <summary><c>\dT</c>: without array types, unless the pattern asks for them, and without the row types of tables.</summary>
    public static Task<Description> TypesAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var listing = Types with
        {
            Where =
            [
                "(t.typrelid = 0 or (select c.relkind = 'c' from pg_catalog.pg_class c where c.oid = t.typrelid))",
                .. request.Pattern?.Contains("[]", StringComparison.Ordinal) == true
                    ? Array.Empty<string>()
                    : ["not exists (select from pg_catalog.pg_type el where el.oid = t.typelem and el.typarray = t.oid)"],
            ],
        };
        var full = request with { Patterns = [.. request.Patterns.Take(1).Select(FullName)] };
        return listing.RunAsync(catalog, full, cancellationToken);
    }

    /// <summary><c>\dC</c>: the pattern may match either of a cast's types.</summary>
    public static Task<Description> CastsAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var listing = Casts with
        {
            Where = [$"(({string.Join(" and ", Side("ts", "ns"))}) or ({string.Join(" and ", Side("tt", "nt"))}))"],
        };
        return listing.RunAsync(catalog, request, cancellationToken);

        IEnumerable<string> Side(string type, string schema) =>
            new NameTarget(
                $"{type}.typname",
                $"{schema}.nspname",
                $"pg_catalog.pg_type_is_visible({type}.oid)",
                $"pg_catalog.format_type({type}.oid, null)"
            )
                .Conditions(request.Pattern, catalog)
                .DefaultIfEmpty("true");
    }

    /// <summary><c>\do</c>: an operator's name is no regular expression unless it is only wildcards; the types of its arguments may follow.</summary>
    public static Task<Description> OperatorsAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var types = request.Patterns.Skip(1).ToArray();
        string[] sides = types.Length == 1 ? ["o.oprright"] : ["o.oprleft", "o.oprright"];
        var joins = string.Concat(
            types.Select(
                (_, index) =>
                    $" left join pg_catalog.pg_type t{index} on t{index}.oid = {sides[index]} "
                    + $"left join pg_catalog.pg_namespace nt{index} on nt{index}.oid = t{index}.typnamespace"
            )
        );
        var named = new NameTarget("o.oprname", "n.nspname", "pg_catalog.pg_operator_is_visible(o.oid)");
        var listing = Operators with
        {
            From = Operators.From + joins,
            Where =
            [
                .. types.Length == 1 ? ["o.oprleft = 0"] : Array.Empty<string>(),
                .. named.Conditions(request.Pattern, catalog, isLiteral: true),
                .. types.SelectMany(
                    (pattern, index) =>
                        pattern == "-"
                            ? [$"t{index}.typname is null"]
                            : new NameTarget(
                                $"t{index}.typname",
                                $"nt{index}.nspname",
                                $"pg_catalog.pg_type_is_visible(t{index}.oid)",
                                $"pg_catalog.format_type(t{index}.oid, null)"
                            ).Conditions(FullName(pattern), catalog)
                ),
            ],
        };
        return listing.RunAsync(catalog, request, cancellationToken);
    }
}
