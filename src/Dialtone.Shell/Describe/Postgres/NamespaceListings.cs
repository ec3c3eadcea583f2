using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\l</c>, <c>\dn</c>, <c>\db</c>, <c>\du</c>, <c>\drds</c>: what holds objects and who owns them.</summary>
static class NamespaceListings
{
    /// <summary><c>\l</c>.</summary>
    public static readonly Listing Databases = new()
    {
        Title = "List of databases",
        Columns =
        [
            new("Name", "d.datname"),
            Owner("d.datdba"),
            new("Encoding", "pg_catalog.pg_encoding_to_char(d.encoding)"),
            new("Collate", "d.datcollate"),
            new("Ctype", "d.datctype"),
            new("ICU Locale", "d.datlocale") { Since = 170000 },
            new("ICU Locale", "d.daticulocale") { Since = 150000, Until = 170000 },
            new("ICU Locale", "null::pg_catalog.text") { Until = 150000 },
            new("Locale Provider", "case d.datlocprovider when 'b' then 'builtin' when 'c' then 'libc' when 'i' then 'icu' end")
            {
                Since = 150000,
            },
            new("Locale Provider", "'libc'::pg_catalog.text") { Until = 150000 },
            Privileges("d.datacl") with
            {
                IsVerbose = false,
            },
            Verbose(
                "Size",
                "case when pg_catalog.has_database_privilege(d.datname, 'CONNECT') "
                    + "then pg_catalog.pg_size_pretty(pg_catalog.pg_database_size(d.datname)) else 'No Access' end"
            ),
            Verbose("Tablespace", "t.spcname"),
            Verbose("Description", "pg_catalog.shobj_description(d.oid, 'pg_database')"),
        ],
        From = "pg_catalog.pg_database d",
        VerboseJoin = " join pg_catalog.pg_tablespace t on t.oid = d.dattablespace",
        Names = [new("d.datname")],
    };

    /// <summary><c>\db</c>.</summary>
    public static readonly Listing Tablespaces = new()
    {
        Title = "List of tablespaces",
        Columns =
        [
            new("Name", "spcname"),
            Owner("spcowner"),
            new("Location", "pg_catalog.pg_tablespace_location(oid)"),
            Privileges("spcacl"),
            Verbose("Options", "spcoptions"),
            Verbose("Size", "pg_catalog.pg_size_pretty(pg_catalog.pg_tablespace_size(oid))"),
            Verbose("Description", "pg_catalog.shobj_description(oid, 'pg_tablespace')"),
        ],
        From = "pg_catalog.pg_tablespace",
        Names = [new("spcname")],
    };

    static readonly Listing Schemas = new()
    {
        Title = "List of schemas",
        Columns =
        [
            new("Name", "n.nspname"),
            Owner("n.nspowner"),
            Privileges("n.nspacl"),
            Comment("n.oid", "pg_namespace") with
            {
                IsVerbose = true,
            },
        ],
        From = "pg_catalog.pg_namespace n",
        HideSystem = "n.nspname !~ '^pg_' and n.nspname <> 'information_schema'",
        Names = [new("n.nspname") { Parts = 2 }],
    };

    static readonly Listing Settings = new()
    {
        Title = "List of settings",
        Columns =
        [
            new("Role", "r.rolname"),
            new("Database", "d.datname"),
            new("Settings", "pg_catalog.array_to_string(s.setconfig, e'\\n')"),
        ],
        From =
            "pg_catalog.pg_db_role_setting s left join pg_catalog.pg_database d on d.oid = s.setdatabase "
            + "left join pg_catalog.pg_roles r on r.oid = s.setrole",
        Names = [new("r.rolname"), new("d.datname")],
        Order = "1, 2",
    };

    /// <summary><c>\dn</c>: with the publications of a schema that a pattern names.</summary>
    public static async Task<Description> SchemasAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var description = await Schemas.RunAsync(catalog, request, cancellationToken);
        if (request.Pattern is null || catalog.Version < 150000)
        {
            return description;
        }

        var publications = await catalog.RowsAsync(
            "select p.pubname from pg_catalog.pg_publication p join pg_catalog.pg_publication_namespace pn on p.oid = pn.pnpubid "
                + "join pg_catalog.pg_namespace n on n.oid = pn.pnnspid "
                + $"where n.nspname operator(pg_catalog.=) {catalog.Quote(request.Pattern)} order by 1",
            cancellationToken
        );
        return publications.Count == 0
            ? description
            : description with
            {
                Footers = ["Publications:", .. publications.Select(row => $"    \"{row[0]}\"")],
            };
    }

    /// <summary><c>\drds</c>: settings of roles and databases.</summary>
    /// <exception cref="DescribeException">There are none.</exception>
    public static async Task<Description> SettingsAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var description = await Settings.RunAsync(catalog, request, cancellationToken);
        return (description.Rows.Count, request.Patterns.Count) switch
        {
            (0, 0) => throw new DescribeException("Did not find any settings."),
            (0, 1) => throw new DescribeException($"Did not find any settings for role \"{request.Patterns[0]}\"."),
            (0, _) => throw new DescribeException(
                $"Did not find any settings for role \"{request.Patterns[0]}\" and database \"{request.Patterns[1]}\"."
            ),
            _ => description,
        };
    }
}
