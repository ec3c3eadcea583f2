using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dRp</c> and <c>\dRs</c>: publications and subscriptions.</summary>
static class ReplicationListings
{
    /// <summary>The columns of a publication of a table, as a list; null for all of them.</summary>
    public const string PublishedColumns =
        "(select pg_catalog.string_agg(a.attname, ', ' order by s.place) from pg_catalog.unnest(pr.prattrs::pg_catalog.int2[]) "
        + "with ordinality s (number, place) join pg_catalog.pg_attribute a on a.attrelid = pr.prrelid and a.attnum = s.number)";

    static readonly NameTarget Named = new("pubname");

    static readonly Listing Publications = new()
    {
        Title = "List of publications",
        Columns =
        [
            new("Name", "pubname"),
            Owner("pubowner"),
            new("All tables", "puballtables"),
            new("Inserts", "pubinsert"),
            new("Updates", "pubupdate"),
            new("Deletes", "pubdelete"),
            new("Truncates", "pubtruncate") { Since = 110000 },
            new("Via root", "pubviaroot") { Since = 130000 },
        ],
        From = "pg_catalog.pg_publication",
        Names = [Named],
        Since = 100000,
        Kind = "publications",
    };

    /// <summary><c>\dRs</c>.</summary>
    public static readonly Listing Subscriptions = new()
    {
        Title = "List of subscriptions",
        Columns =
        [
            new("Name", "subname"),
            Owner("subowner"),
            new("Enabled", "subenabled"),
            new("Publication", "subpublications"),
            Verbose("Binary", "subbinary") with
            {
                Since = 140000,
            },
            Verbose("Streaming", "substream") with
            {
                Since = 140000,
            },
            Verbose("Two-phase commit", "subtwophasestate") with
            {
                Since = 150000,
            },
            Verbose("Disable on error", "subdisableonerr") with
            {
                Since = 150000,
            },
            Verbose("Synchronous commit", "subsynccommit"),
            Verbose("Conninfo", "subconninfo"),
            Verbose("Skip LSN", "subskiplsn") with
            {
                Since = 150000,
            },
        ],
        From = "pg_catalog.pg_subscription",
        Where = ["subdbid = (select oid from pg_catalog.pg_database where datname = pg_catalog.current_database())"],
        Names = [new("subname")],
        Since = 100000,
        Kind = "subscriptions",
    };

    /// <summary><c>\dRp</c>: with <c>+</c>, the tables and schemas of each publication.</summary>
    public static async Task<IReadOnlyList<Description>> PublicationsAsync(
        Catalog catalog,
        DescribeRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!request.IsVerbose)
        {
            return [await Publications.RunAsync(catalog, request, cancellationToken)];
        }

        var columns = Publications.Columns.Where(column => column.IsShown(request, catalog.Version)).Skip(1).ToArray();
        var conditions = string.Join(" and ", Named.Conditions(request.Pattern, catalog).DefaultIfEmpty("true"));
        var found = await catalog.RowsAsync(
            $"select oid, pubname, {string.Join(", ", columns.Select(column => column.Expression))} "
                + $"from pg_catalog.pg_publication where {conditions} order by 2",
            cancellationToken
        );
        var descriptions = new List<Description>();
        foreach (var row in found)
        {
            var footers = new List<string>();
            if (row[3] != "t")
            {
                await AddAsync("Tables:", Tables(catalog, row[0]!), footers);
                if (catalog.Version >= 150000)
                {
                    await AddAsync("Tables from schemas:", Schemas(row[0]!), footers);
                }
            }

            descriptions.Add(
                new($"Publication {row[1]}", Description.TextColumns(columns.Select(column => column.Header)), [row[2..]])
                {
                    Footers = footers,
                    CountsRows = true,
                }
            );
        }

        return descriptions.Count > 0
            ? descriptions
            : throw new DescribeException(
                request.Pattern is null ? "Did not find any publications." : $"Did not find any publication named \"{request.Pattern}\"."
            );

        async Task AddAsync(string heading, string sql, List<string> footers)
        {
            var rows = await catalog.RowsAsync(sql, cancellationToken);
            footers.AddRange(rows.Count == 0 ? [] : [heading, .. rows.Select(row => $"    {row[0]}")]);
        }
    }

    static string Tables(Catalog catalog, string publication)
    {
        var detail =
            catalog.Version >= 150000
                ? $" || coalesce(' (' || {PublishedColumns} || ')', '') || coalesce(' WHERE ' || pg_catalog.pg_get_expr(pr.prqual, c.oid), '')"
                : "";
        return $"select '\"' || n.nspname || '.' || c.relname || '\"'{detail} from pg_catalog.pg_class c "
            + "join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_publication_rel pr on pr.prrelid = c.oid "
            + $"where pr.prpubid = {publication} order by n.nspname, c.relname";
    }

    static string Schemas(string publication) =>
        "select '\"' || n.nspname || '\"' from pg_catalog.pg_namespace n join pg_catalog.pg_publication_namespace pn on n.oid = pn.pnnspid "
        + $"where pn.pnpubid = {publication} order by 1";
}
