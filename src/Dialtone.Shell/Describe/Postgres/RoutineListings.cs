using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\df</c> and <c>\da</c>.</summary>
static class RoutineListings
{
    const string From = "pg_catalog.pg_proc p left join pg_catalog.pg_namespace n on n.oid = p.pronamespace";
    const string IsTrigger = "p.prorettype = 'pg_catalog.trigger'::pg_catalog.regtype";

    static readonly NameTarget Named = new("p.proname", "n.nspname", "pg_catalog.pg_function_is_visible(p.oid)");

    static readonly Listing Functions = new()
    {
        Title = "List of functions",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "p.proname"),
            new("Result data type", "pg_catalog.pg_get_function_result(p.oid)"),
            new("Argument data types", "pg_catalog.pg_get_function_arguments(p.oid)"),
            new("Type", "case p.prokind when 'a' then 'agg' when 'w' then 'window' when 'p' then 'proc' else 'func' end"),
            Verbose("Volatility", "case p.provolatile when 'i' then 'immutable' when 's' then 'stable' when 'v' then 'volatile' end"),
            Verbose("Parallel", "case p.proparallel when 'r' then 'restricted' when 's' then 'safe' when 'u' then 'unsafe' end"),
            Owner("p.proowner") with
            {
                IsVerbose = true,
            },
            Verbose("Security", "case when p.prosecdef then 'definer' else 'invoker' end"),
            Privileges("p.proacl"),
            Verbose("Language", "l.lanname"),
            Verbose("Source code", "coalesce(pg_catalog.pg_get_function_sqlbody(p.oid), p.prosrc)") with
            {
                Since = 140000,
            },
            Verbose("Source code", "p.prosrc") with
            {
                Until = 140000,
            },
            Comment("p.oid", "pg_proc") with
            {
                IsVerbose = true,
            },
        ],
        From = From,
        VerboseJoin = " left join pg_catalog.pg_language l on l.oid = p.prolang",
        HideSystem = Listing.NotSystem,
        Order = "1, 2, 4",
        Since = 110000,
        Kind = "pg_proc.prokind",
    };

    /// <summary><c>\da</c>.</summary>
    public static readonly Listing Aggregates = new()
    {
        Title = "List of aggregate functions",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "p.proname"),
            new("Result data type", "pg_catalog.format_type(p.prorettype, null)"),
            new(
                "Argument data types",
                "case when p.pronargs = 0 then cast('*' as pg_catalog.text) else pg_catalog.pg_get_function_arguments(p.oid) end"
            ),
            Comment("p.oid", "pg_proc"),
        ],
        From = From,
        Where = ["p.prokind = 'a'"],
        HideSystem = Listing.NotSystem,
        Names = [Named],
        Order = "1, 2, 4",
        Since = 110000,
        Kind = "pg_proc.prokind",
    };

    /// <summary><c>\df</c> with the letters <c>a n p t w</c> and patterns for the types of arguments.</summary>
    public static Task<Description> FunctionsAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        if (request.Selection.FirstOrDefault(letter => !"anptw".Contains(letter, StringComparison.Ordinal)) is not '\0' and var wrong)
        {
            throw new DescribeException($"\\df only takes [anptwS+] as options, not {wrong}");
        }

        var types = request.Patterns.Skip(1).ToArray();
        var joins = string.Concat(
            types.Select(
                (_, index) =>
                    $" left join pg_catalog.pg_type t{index} on t{index}.oid = p.proargtypes[{index}] "
                    + $"left join pg_catalog.pg_namespace nt{index} on nt{index}.oid = t{index}.typnamespace"
            )
        );
        var listing = Functions with
        {
            From = From + joins,
            Where = [.. Kinds(request.Selection), .. types.SelectMany((pattern, index) => ArgumentConditions(catalog, pattern, index))],
            Names = [Named],
        };
        return listing.RunAsync(catalog, request, cancellationToken);
    }

    // What is asked for is what is not left out.
    static IEnumerable<string> Kinds(string selection)
    {
        if (selection.Length == 0)
        {
            yield break;
        }

        var kinds = selection
            .Distinct()
            .Select(letter =>
                letter switch
                {
                    'a' => "p.prokind = 'a'",
                    'p' => "p.prokind = 'p'",
                    't' => IsTrigger,
                    'w' => "p.prokind = 'w'",
                    _ => $"(p.prokind <> 'a' and p.prokind <> 'p' and p.prokind <> 'w' and not {IsTrigger})",
                }
            );
        yield return $"({string.Join(" or ", kinds)})";
    }

    // A dash means that there is no such argument.
    static IEnumerable<string> ArgumentConditions(Catalog catalog, string pattern, int index) =>
        pattern == "-"
            ? [$"t{index}.typname is null"]
            : new NameTarget(
                $"t{index}.typname",
                $"nt{index}.nspname",
                $"pg_catalog.pg_type_is_visible(t{index}.oid)",
                $"pg_catalog.format_type(t{index}.oid, null)"
            ).Conditions(TypeListings.FullName(pattern), catalog);
}
