using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\z</c>, which is <c>\dp</c>, and <c>\ddp</c>: who may do what.</summary>
static class PrivilegeListings
{
    const string ColumnPrivileges =
        "pg_catalog.array_to_string(array(select attname || e':\\n  ' || pg_catalog.array_to_string(attacl, e'\\n  ') "
        + "from pg_catalog.pg_attribute a where attrelid = c.oid and not attisdropped and attacl is not null), e'\\n')";

    const string Policies =
        "pg_catalog.array_to_string(array(select polname "
        + "|| case when not polpermissive then ' (RESTRICTIVE)' else '' end "
        + "|| case when polcmd <> '*' then ' (' || polcmd::pg_catalog.text || '):' else ':' end "
        + "|| case when polqual is not null then e'\\n  (u): ' || pg_catalog.pg_get_expr(polqual, polrelid) else '' end "
        + "|| case when polwithcheck is not null then e'\\n  (c): ' || pg_catalog.pg_get_expr(polwithcheck, polrelid) else '' end "
        + "|| case when polroles <> '{0}' then e'\\n  to: ' || pg_catalog.array_to_string(array("
        + "select rolname from pg_catalog.pg_roles where oid = any (polroles) order by 1), ', ') else '' end "
        + "from pg_catalog.pg_policy pol where polrelid = c.oid), e'\\n')";

    /// <summary><c>\z</c>.</summary>
    public static readonly Listing Relations = new()
    {
        Title = "Access privileges",
        Columns =
        [
            new("Schema", "n.nspname"),
            new("Name", "c.relname"),
            new("Type", RelationListings.KindName),
            Privileges("c.relacl") with
            {
                IsVerbose = false,
            },
            new("Column privileges", ColumnPrivileges),
            new("Policies", Policies),
        ],
        From = "pg_catalog.pg_class c left join pg_catalog.pg_namespace n on n.oid = c.relnamespace",
        Where = ["c.relkind in ('r', 'v', 'm', 'S', 'f', 'p')"],
        HideSystem = "n.nspname !~ '^pg_'",
        Names = [RelationListings.Named],
        Order = "1, 2",
    };

    /// <summary><c>\ddp</c>.</summary>
    public static readonly Listing Defaults = new()
    {
        Title = "Default access privileges",
        Columns =
        [
            Owner("d.defaclrole"),
            new("Schema", "n.nspname"),
            new(
                "Type",
                "case d.defaclobjtype when 'r' then 'table' when 'S' then 'sequence' when 'f' then 'function' when 'T' then 'type' "
                    + "when 'n' then 'schema' when 'L' then 'large object' end"
            ),
            Privileges("d.defaclacl") with
            {
                IsVerbose = false,
            },
        ],
        From = "pg_catalog.pg_default_acl d left join pg_catalog.pg_namespace n on n.oid = d.defaclnamespace",
        Names = [new("pg_catalog.pg_get_userbyid(d.defaclrole)", "n.nspname")],
        Order = "1, 2, 3",
    };
}
