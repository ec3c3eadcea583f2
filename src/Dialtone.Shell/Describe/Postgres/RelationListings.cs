using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dt \dv \dm \di \ds \dE</c> in any combination, and <c>\d</c> alone.</summary>
static class RelationListings
{
    /// <summary>What <c>\d</c> without a name lists.</summary>
    public const string Everything = "tvmsE";

    /// <summary>What a relation is called, by its kind.</summary>
    public const string KindName =
        "case c.relkind when 'r' then 'table' when 'v' then 'view' when 'm' then 'materialized view' when 'i' then 'index' "
        + "when 'S' then 'sequence' when 't' then 'TOAST table' when 'f' then 'foreign table' when 'p' then 'partitioned table' "
        + "when 'I' then 'partitioned index' end";

    /// <summary>How a relation is found by its name.</summary>
    public static readonly NameTarget Named = new("c.relname", "n.nspname", "pg_catalog.pg_table_is_visible(c.oid)");

    /// <summary>Hides the system's relations.</summary>
    public const string NotSystem = $"{Listing.NotSystem} and n.nspname !~ '^pg_toast'";

    /// <summary>Lists relations.</summary>
    /// <exception cref="DescribeException">There are none.</exception>
    public static async Task<Description> RunAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var letters = request.Command == "d" ? Everything : request.Command[1..] + request.Selection;
        var isSystemShown = request.WithSystem || request.Pattern is not null;
        var kinds = letters.SelectMany(letter => KindsOf(letter, isSystemShown)).Concat(isSystemShown ? ["s"] : []);
        var hasIndexes = letters.Contains('i');
        var hasMethod = letters.AsSpan().ContainsAny("tmi");
        var listing = new Listing
        {
            Title = "List of relations",
            Columns =
            [
                new("Schema", "n.nspname"),
                new("Name", "c.relname"),
                new("Type", KindName),
                Owner("c.relowner"),
                .. hasIndexes ? [new ListingColumn("Table", "c2.relname")] : Array.Empty<ListingColumn>(),
                Verbose(
                    "Persistence",
                    "case c.relpersistence when 'p' then 'permanent' when 't' then 'temporary' when 'u' then 'unlogged' end"
                ),
                .. hasMethod ? [Verbose("Access method", "am.amname") with { Since = 120000 }] : Array.Empty<ListingColumn>(),
                Verbose("Size", "pg_catalog.pg_size_pretty(pg_catalog.pg_table_size(c.oid))"),
                Comment("c.oid", "pg_class") with
                {
                    IsVerbose = true,
                },
            ],
            From =
                "pg_catalog.pg_class c left join pg_catalog.pg_namespace n on n.oid = c.relnamespace "
                + "left join pg_catalog.pg_am am on am.oid = c.relam"
                + (
                    hasIndexes
                        ? " left join pg_catalog.pg_index i on i.indexrelid = c.oid left join pg_catalog.pg_class c2 on i.indrelid = c2.oid"
                        : ""
                ),
            Where = [$"c.relkind in ({string.Join(',', kinds.Select(kind => $"'{kind}'"))})"],
            HideSystem = NotSystem,
            Names = [Named],
            Order = "1, 2",
        };
        var description = await listing.RunAsync(catalog, request, cancellationToken);
        return description.Rows.Count > 0 ? description : throw NotFound(request.Pattern);
    }

    /// <summary>What psql says about a name that it does not find.</summary>
    public static DescribeException NotFound(string? pattern) =>
        new(pattern is null ? "Did not find any relations." : $"Did not find any relation named \"{pattern}\".");

    static IEnumerable<string> KindsOf(char letter, bool isSystemShown) =>
        letter switch
        {
            't' => isSystemShown ? ["r", "p", "t"] : ["r", "p"],
            'v' => ["v"],
            'm' => ["m"],
            'i' => ["i", "I"],
            's' => ["S"],
            'E' => ["f"],
            _ => throw new DescribeException($"\\d lists no kind of relation by the letter {letter}"),
        };
}
