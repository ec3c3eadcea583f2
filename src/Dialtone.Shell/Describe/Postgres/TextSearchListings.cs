using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dF \dFd \dFp \dFt</c>: text search.</summary>
static class TextSearchListings
{
    static readonly NameTarget ConfigurationName = new("c.cfgname", "n.nspname", "pg_catalog.pg_ts_config_is_visible(c.oid)");
    static readonly NameTarget ParserName = new("p.prsname", "n.nspname", "pg_catalog.pg_ts_parser_is_visible(p.oid)");

    /// <summary><c>\dFd</c>.</summary>
    public static readonly Listing Dictionaries = new()
    {
        Title = "List of text search dictionaries",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "d.dictname"),
            Verbose(
                "Template",
                "(select coalesce(nt.nspname, '(null)')::pg_catalog.text || '.' || t.tmplname from pg_catalog.pg_ts_template t "
                    + "left join pg_catalog.pg_namespace nt on nt.oid = t.tmplnamespace where t.oid = d.dicttemplate)"
            ),
            Verbose("Init options", "d.dictinitoption"),
            Comment("d.oid", "pg_ts_dict"),
        ],
        From = "pg_catalog.pg_ts_dict d left join pg_catalog.pg_namespace n on n.oid = d.dictnamespace",
        Names = [new("d.dictname", "n.nspname", "pg_catalog.pg_ts_dict_is_visible(d.oid)")],
        Order = "1, 2",
    };

    /// <summary><c>\dFt</c>.</summary>
    public static readonly Listing Templates = new()
    {
        Title = "List of text search templates",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "t.tmplname"),
            Verbose("Init", "t.tmplinit::pg_catalog.regproc"),
            Verbose("Lexize", "t.tmpllexize::pg_catalog.regproc"),
            Comment("t.oid", "pg_ts_template"),
        ],
        From = "pg_catalog.pg_ts_template t left join pg_catalog.pg_namespace n on n.oid = t.tmplnamespace",
        Names = [new("t.tmplname", "n.nspname", "pg_catalog.pg_ts_template_is_visible(t.oid)")],
        Order = "1, 2",
    };

    static readonly Listing Configurations = new()
    {
        Title = "List of text search configurations",
        Columns = [new("Schema", "n.nspname"), new("Name", "c.cfgname"), Comment("c.oid", "pg_ts_config")],
        From = "pg_catalog.pg_ts_config c left join pg_catalog.pg_namespace n on n.oid = c.cfgnamespace",
        Names = [ConfigurationName],
        Order = "1, 2",
    };

    static readonly Listing Parsers = new()
    {
        Title = "List of text search parsers",
        Columns = [new("Schema", "n.nspname"), new("Name", "p.prsname"), Comment("p.oid", "pg_ts_parser")],
        From = "pg_catalog.pg_ts_parser p left join pg_catalog.pg_namespace n on n.oid = p.prsnamespace",
        Names = [ParserName],
        Order = "1, 2",
    };

    /// <summary><c>\dF</c>: with <c>+</c>, what each configuration does with each kind of token.</summary>
    public static async Task<IReadOnlyList<Description>> ConfigurationsAsync(
        Catalog catalog,
        DescribeRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!request.IsVerbose)
        {
            return [await Configurations.RunAsync(catalog, request, cancellationToken)];
        }

        var found = await catalog.RowsAsync(
            "select c.oid, c.cfgname, n.nspname, p.prsname, np.nspname from pg_catalog.pg_ts_config c "
                + "left join pg_catalog.pg_namespace n on n.oid = c.cfgnamespace join pg_catalog.pg_ts_parser p on p.oid = c.cfgparser "
                + "left join pg_catalog.pg_namespace np on np.oid = p.prsnamespace "
                + $"where {All(ConfigurationName.Conditions(request.Pattern, catalog))} order by 3, 2",
            cancellationToken
        );
        var descriptions = new List<Description>();
        foreach (var row in found)
        {
            var (columns, rows) = await catalog.ReadAsync(
                "select (select t.alias from pg_catalog.ts_token_type(c.cfgparser) t where t.tokid = m.maptokentype) as \"Token\", "
                    + "pg_catalog.btrim(array(select mm.mapdict::pg_catalog.regdictionary from pg_catalog.pg_ts_config_map mm "
                    + "where mm.mapcfg = m.mapcfg and mm.maptokentype = m.maptokentype order by mapcfg, maptokentype, mapseqno)"
                    + "::pg_catalog.text, '{}') as \"Dictionaries\" "
                    + "from pg_catalog.pg_ts_config c join pg_catalog.pg_ts_config_map m on m.mapcfg = c.oid "
                    + $"where c.oid = {row[0]} group by m.mapcfg, m.maptokentype, c.cfgparser order by 1",
                cancellationToken
            );
            var title = $"Text search configuration \"{Qualify(row[2], row[1])}\"\nParser: \"{Qualify(row[4], row[3])}\"";
            descriptions.Add(new(title, columns, rows) { CountsRows = false });
        }

        return OrNotFound(descriptions, "text search configuration", request.Pattern);
    }

    /// <summary><c>\dFp</c>: with <c>+</c>, the functions and the kinds of token of each parser.</summary>
    public static async Task<IReadOnlyList<Description>> ParsersAsync(
        Catalog catalog,
        DescribeRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!request.IsVerbose)
        {
            return [await Parsers.RunAsync(catalog, request, cancellationToken)];
        }

        var found = await catalog.RowsAsync(
            "select p.oid, n.nspname, p.prsname from pg_catalog.pg_ts_parser p left join pg_catalog.pg_namespace n on n.oid = p.prsnamespace "
                + $"where {All(ParserName.Conditions(request.Pattern, catalog))} order by 2, 3",
            cancellationToken
        );
        var descriptions = new List<Description>();
        foreach (var row in found)
        {
            var name = Qualify(row[1], row[2]);
            var (columns, rows) = await catalog.ReadAsync(
                "select v.method as \"Method\", v.function::pg_catalog.regproc as \"Function\", "
                    + "pg_catalog.obj_description(v.function, 'pg_proc') as \"Description\" from pg_catalog.pg_ts_parser p, "
                    + "lateral (values (1, 'Start parse', p.prsstart), (2, 'Get next token', p.prstoken), (3, 'End parse', p.prsend), "
                    + "(4, 'Get headline', p.prsheadline), (5, 'Get token types', p.prslextype)) v (number, method, function) "
                    + $"where p.oid = {row[0]} order by v.number",
                cancellationToken
            );
            descriptions.Add(new($"Text search parser \"{name}\"", columns, rows) { CountsRows = false });
            (columns, rows) = await catalog.ReadAsync(
                "select t.alias as \"Token name\", t.description as \"Description\" "
                    + $"from pg_catalog.ts_token_type({row[0]}::pg_catalog.oid) t order by 1",
                cancellationToken
            );
            descriptions.Add(new($"Token types for parser \"{name}\"", columns, rows));
        }

        return OrNotFound(descriptions, "text search parser", request.Pattern);
    }

    static string All(IEnumerable<string> conditions) => string.Join(" and ", conditions.DefaultIfEmpty("true"));

    static string Qualify(string? schema, string? name) => schema is null ? name! : $"{schema}.{name}";

    static List<Description> OrNotFound(List<Description> descriptions, string kind, string? pattern) =>
        descriptions.Count > 0
            ? descriptions
            : throw new DescribeException(pattern is null ? $"Did not find any {kind}s." : $"Did not find any {kind} named \"{pattern}\".");
}
