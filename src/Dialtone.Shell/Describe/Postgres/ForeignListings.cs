using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dew \des \det \deu</c>: foreign data.</summary>
static class ForeignListings
{
    /// <summary><c>\dew</c>.</summary>
    public static readonly Listing Wrappers = new()
    {
        Title = "List of foreign-data wrappers",
        Columns =
        [
            new("Name", "fdw.fdwname"),
            Owner("fdw.fdwowner"),
            new("Handler", "fdw.fdwhandler::pg_catalog.regproc"),
            new("Validator", "fdw.fdwvalidator::pg_catalog.regproc"),
            Privileges("fdw.fdwacl"),
            ForeignOptions("fdw.fdwoptions"),
            Verbose("Description", "d.description"),
        ],
        From = "pg_catalog.pg_foreign_data_wrapper fdw",
        VerboseJoin = " left join pg_catalog.pg_description d on d.classoid = fdw.tableoid and d.objoid = fdw.oid and d.objsubid = 0",
        Names = [new("fdw.fdwname")],
    };

    /// <summary><c>\des</c>.</summary>
    public static readonly Listing Servers = new()
    {
        Title = "List of foreign servers",
        Columns =
        [
            new("Name", "s.srvname"),
            Owner("s.srvowner"),
            new("Foreign-data wrapper", "f.fdwname"),
            Privileges("s.srvacl"),
            Verbose("Type", "s.srvtype"),
            Verbose("Version", "s.srvversion"),
            ForeignOptions("s.srvoptions"),
            Verbose("Description", "d.description"),
        ],
        From = "pg_catalog.pg_foreign_server s join pg_catalog.pg_foreign_data_wrapper f on f.oid = s.srvfdw",
        VerboseJoin = " left join pg_catalog.pg_description d on d.classoid = s.tableoid and d.objoid = s.oid and d.objsubid = 0",
        Names = [new("s.srvname")],
    };

    /// <summary><c>\det</c>.</summary>
    public static readonly Listing Tables = new()
    {
        Title = "List of foreign tables",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Table", "c.relname"),
            new("Server", "s.srvname"),
            ForeignOptions("ft.ftoptions"),
            Verbose("Description", "d.description"),
        ],
        From =
            "pg_catalog.pg_foreign_table ft join pg_catalog.pg_class c on c.oid = ft.ftrelid "
            + "join pg_catalog.pg_namespace n on n.oid = c.relnamespace join pg_catalog.pg_foreign_server s on s.oid = ft.ftserver",
        VerboseJoin = " left join pg_catalog.pg_description d on d.classoid = c.tableoid and d.objoid = c.oid and d.objsubid = 0",
        Names = [RelationListings.Named],
        Order = "1, 2",
    };

    /// <summary><c>\deu</c>.</summary>
    public static readonly Listing UserMappings = new()
    {
        Title = "List of user mappings",
        Columns = [new("Server", "um.srvname"), new("User name", "um.usename"), ForeignOptions("um.umoptions")],
        From = "pg_catalog.pg_user_mappings um",
        Names = [new("um.usename", "um.srvname") { Parts = 1 }],
        Order = "1, 2",
    };
}
