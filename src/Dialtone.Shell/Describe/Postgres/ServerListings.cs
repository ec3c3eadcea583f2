using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dL \dy \dO \dc \dl \dX \dconfig</c>: what the server offers beside relations, types and routines.</summary>
static class ServerListings
{
    /// <summary><c>\dy</c>.</summary>
    public static readonly Listing EventTriggers = new()
    {
        Title = "List of event triggers",
        Columns =
        [
            new("Name", "e.evtname"),
            new("Event", "e.evtevent"),
            Owner("e.evtowner"),
            new(
                "Enabled",
                "case e.evtenabled when 'O' then 'enabled' when 'R' then 'replica' when 'A' then 'always' when 'D' then 'disabled' end"
            ),
            new("Function", "e.evtfoid::pg_catalog.regproc"),
            new("Tags", "pg_catalog.array_to_string(array(select pg_catalog.unnest(e.evttags)), ', ')"),
            Comment("e.oid", "pg_event_trigger") with
            {
                IsVerbose = true,
            },
        ],
        From = "pg_catalog.pg_event_trigger e",
        Names = [new("e.evtname")],
    };

    /// <summary><c>\dO</c>.</summary>
    public static readonly Listing Collations = new()
    {
        Title = "List of collations",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "c.collname"),
            new("Collate", "c.collcollate"),
            new("Ctype", "c.collctype"),
            new("ICU Locale", "c.colllocale") { Since = 170000 },
            new("ICU Locale", "c.colliculocale") { Since = 150000, Until = 170000 },
            new("ICU Locale", "c.collcollate") { Until = 150000 },
            new(
                "Provider",
                "case c.collprovider when 'd' then 'default' when 'b' then 'builtin' when 'c' then 'libc' when 'i' then 'icu' end"
            ),
            new("Deterministic?", "case when c.collisdeterministic then 'yes' else 'no' end") { Since = 120000 },
            new("Deterministic?", "'yes'::pg_catalog.text") { Until = 120000 },
            Comment("c.oid", "pg_collation") with
            {
                IsVerbose = true,
            },
        ],
        From = "pg_catalog.pg_collation c join pg_catalog.pg_namespace n on n.oid = c.collnamespace",
        Where = ["c.collencoding in (-1, pg_catalog.pg_char_to_encoding(pg_catalog.getdatabaseencoding()))"],
        HideSystem = Listing.NotSystem,
        Names = [new("c.collname", "n.nspname", "pg_catalog.pg_collation_is_visible(c.oid)")],
        Order = "1, 2",
    };

    /// <summary><c>\dc</c>.</summary>
    public static readonly Listing Conversions = new()
    {
        Title = "List of conversions",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "c.conname"),
            new("Source", "pg_catalog.pg_encoding_to_char(c.conforencoding)"),
            new("Destination", "pg_catalog.pg_encoding_to_char(c.contoencoding)"),
            new("Default?", "case when c.condefault then 'yes' else 'no' end"),
            Verbose("Description", "d.description"),
        ],
        From = "pg_catalog.pg_conversion c join pg_catalog.pg_namespace n on n.oid = c.connamespace",
        VerboseJoin = " left join pg_catalog.pg_description d on d.classoid = c.tableoid and d.objoid = c.oid and d.objsubid = 0",
        HideSystem = Listing.NotSystem,
        Names = [new("c.conname", "n.nspname", "pg_catalog.pg_conversion_is_visible(c.oid)")],
        Order = "1, 2",
    };

    /// <summary><c>\dl</c>.</summary>
    public static readonly Listing LargeObjects = new()
    {
        Title = "Large objects",
        Columns = [new("ID", "oid"), Owner("lomowner"), Privileges("lomacl"), Comment("oid", "pg_largeobject")],
        From = "pg_catalog.pg_largeobject_metadata",
        Order = "oid",
    };

    /// <summary><c>\dX</c>.</summary>
    public static readonly Listing Statistics = new()
    {
        Title = "List of extended statistics",
        Columns =
        [
            new("Schema", "es.stxnamespace::pg_catalog.regnamespace::pg_catalog.text"),
            new("Name", "es.stxname"),
            new(
                "Definition",
                "pg_catalog.format('%s FROM %s', pg_catalog.pg_get_statisticsobjdef_columns(es.oid), es.stxrelid::pg_catalog.regclass)"
            ),
            new("Ndistinct", "case when 'd' = any (es.stxkind) then 'defined' end"),
            new("Dependencies", "case when 'f' = any (es.stxkind) then 'defined' end"),
            new("MCV", "case when 'm' = any (es.stxkind) then 'defined' end"),
        ],
        From = "pg_catalog.pg_statistic_ext es",
        Names =
        [
            new(
                "es.stxname",
                "es.stxnamespace::pg_catalog.regnamespace::pg_catalog.text",
                "pg_catalog.pg_statistics_obj_is_visible(es.oid)"
            ),
        ],
        Order = "1, 2",
        Since = 140000,
        Kind = "list of extended statistics",
    };

    /// <summary><c>\dL</c>.</summary>
    public static readonly Listing Languages = new()
    {
        Title = "List of languages",
        Columns =
        [
            new("Name", "l.lanname"),
            Owner("l.lanowner"),
            new("Trusted", "l.lanpltrusted"),
            Verbose("Internal language", "not l.lanispl"),
            Verbose("Call handler", "l.lanplcallfoid::pg_catalog.regprocedure"),
            Verbose("Validator", "l.lanvalidator::pg_catalog.regprocedure"),
            Verbose("Inline handler", "l.laninline::pg_catalog.regprocedure"),
            Privileges("l.lanacl"),
            new("Description", "d.description"),
        ],
        From =
            "pg_catalog.pg_language l left join pg_catalog.pg_description d "
            + "on d.classoid = l.tableoid and d.objoid = l.oid and d.objsubid = 0",
        HideSystem = "l.lanplcallfoid <> 0",
        Names = [new("l.lanname") { Parts = 2 }],
    };

    static readonly Listing Configuration = new()
    {
        Title = "List of configuration parameters",
        Columns =
        [
            new("Parameter", "s.name"),
            new("Value", "pg_catalog.current_setting(s.name)"),
            Verbose("Type", "s.vartype"),
            Verbose("Context", "s.context"),
            Privileges("p.paracl") with
            {
                Since = 150000,
            },
        ],
        From = "pg_catalog.pg_settings s",
        Names = [new("pg_catalog.lower(s.name)") { Parts = int.MaxValue }],
    };

    /// <summary><c>\dconfig</c>: what differs from its default, or what a pattern names.</summary>
    public static Task<Description> ConfigurationAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var listing = Configuration with
        {
            Title = request.Pattern is null ? "List of non-default configuration parameters" : Configuration.Title,
            Where = request.Pattern is null ? ["s.source <> 'default'", "s.setting is distinct from s.boot_val"] : [],
            VerboseJoin =
                catalog.Version >= 150000 ? " left join pg_catalog.pg_parameter_acl p on pg_catalog.lower(s.name) = p.parname" : "",
        };
        var folded = request with { Patterns = [.. request.Patterns.Take(1).Select(pattern => pattern.ToLowerInvariant())] };
        return listing.RunAsync(catalog, folded, cancellationToken);
    }
}
