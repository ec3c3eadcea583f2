using static Dialtone.Shell.Describe.Postgres.ListingColumn;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dA \dAc \dAf \dAo \dAp</c>: access methods and what they know.</summary>
static class MethodListings
{
    static readonly NameTarget Method = new("am.amname");
    static readonly NameTarget Family = new("f.opfname", "n.nspname");
    static readonly NameTarget Type = new(
        "t.typname",
        "tn.nspname",
        "pg_catalog.pg_type_is_visible(t.oid)",
        "pg_catalog.format_type(t.oid, null)"
    );

    static readonly ListingColumn Am = new("AM", "am.amname");
    static readonly ListingColumn FamilyName = new("Operator family", VisibleName("pg_opfamily", "f", "opfname", "n"));

    /// <summary><c>\dA</c>.</summary>
    public static readonly Listing Methods = new()
    {
        Title = "List of access methods",
        Columns =
        [
            new("Name", "amname"),
            new("Type", "case amtype when 'i' then 'Index' when 't' then 'Table' end"),
            Verbose("Handler", "amhandler"),
            Comment("oid", "pg_am") with
            {
                IsVerbose = true,
            },
        ],
        From = "pg_catalog.pg_am",
        Names = [new("amname")],
        Since = 90600,
        Kind = "access methods",
    };

    /// <summary><c>\dAc</c>.</summary>
    public static readonly Listing Classes = new()
    {
        Title = "List of operator classes",
        Columns =
        [
            Am,
            new("Input type", "pg_catalog.format_type(c.opcintype, null)"),
            new(
                "Storage type",
                "case when c.opckeytype <> 0 and c.opckeytype <> c.opcintype then pg_catalog.format_type(c.opckeytype, null) end"
            ),
            new("Operator class", VisibleName("pg_opclass", "c", "opcname", "n")),
            new("Default?", "case when c.opcdefault then 'yes' else 'no' end"),
            Verbose("Operator family", VisibleName("pg_opfamily", "f", "opfname", "fn")),
            Owner("c.opcowner") with
            {
                IsVerbose = true,
            },
        ],
        From =
            "pg_catalog.pg_opclass c left join pg_catalog.pg_am am on am.oid = c.opcmethod "
            + "left join pg_catalog.pg_namespace n on n.oid = c.opcnamespace left join pg_catalog.pg_type t on t.oid = c.opcintype "
            + "left join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace",
        VerboseJoin =
            " left join pg_catalog.pg_opfamily f on f.oid = c.opcfamily left join pg_catalog.pg_namespace fn on fn.oid = f.opfnamespace",
        Names = [Method, Type],
        Order = "1, 2, 4",
    };

    /// <summary><c>\dAo</c>.</summary>
    public static readonly Listing Operators = new()
    {
        Title = "List of operators of operator families",
        Columns =
        [
            Am,
            FamilyName,
            new("Operator", "o.amopopr::pg_catalog.regoperator"),
            new("Strategy", "o.amopstrategy"),
            new("Purpose", "case o.amoppurpose when 'o' then 'ordering' when 's' then 'search' end"),
            Verbose("Sort opfamily", "sf.opfname"),
        ],
        From =
            "pg_catalog.pg_amop o left join pg_catalog.pg_opfamily f on f.oid = o.amopfamily "
            + "left join pg_catalog.pg_am am on am.oid = f.opfmethod and am.oid = o.amopmethod "
            + "left join pg_catalog.pg_namespace n on n.oid = f.opfnamespace",
        VerboseJoin = " left join pg_catalog.pg_opfamily sf on sf.oid = o.amopsortfamily",
        Names = [Method, Family],
        Order =
            "1, 2, o.amoplefttype = o.amoprighttype desc, pg_catalog.format_type(o.amoplefttype, null), "
            + "pg_catalog.format_type(o.amoprighttype, null), o.amopstrategy",
    };

    /// <summary><c>\dAp</c>.</summary>
    public static readonly Listing Functions = new()
    {
        Title = "List of support functions of operator families",
        Columns =
        [
            Am,
            FamilyName,
            new("Registered left type", "pg_catalog.format_type(ap.amproclefttype, null)"),
            new("Registered right type", "pg_catalog.format_type(ap.amprocrighttype, null)"),
            new("Number", "ap.amprocnum"),
        ],
        From =
            "pg_catalog.pg_amproc ap left join pg_catalog.pg_opfamily f on f.oid = ap.amprocfamily "
            + "left join pg_catalog.pg_am am on am.oid = f.opfmethod left join pg_catalog.pg_namespace n on n.oid = f.opfnamespace "
            + "left join pg_catalog.pg_proc p on p.oid = ap.amproc",
        Names = [Method, Family],
        Order = "1, 2, ap.amproclefttype = ap.amprocrighttype desc, 3, 4, 5",
    };

    static readonly Listing Families = new()
    {
        Title = "List of operator families",
        Columns =
        [
            Am,
            FamilyName,
            new(
                "Applicable types",
                "(select pg_catalog.string_agg(pg_catalog.format_type(oc.opcintype, null), ', ') "
                    + "from pg_catalog.pg_opclass oc where oc.opcfamily = f.oid)"
            ),
            Owner("f.opfowner") with
            {
                IsVerbose = true,
            },
        ],
        From =
            "pg_catalog.pg_opfamily f left join pg_catalog.pg_am am on am.oid = f.opfmethod "
            + "left join pg_catalog.pg_namespace n on n.oid = f.opfnamespace",
        Names = [Method],
        Order = "1, 2",
    };

    /// <summary><c>\dAf</c>: the second pattern is a type that the family must know.</summary>
    public static Task<Description> FamiliesAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var types = request.Patterns.Count > 1 ? Type.Conditions(request.Patterns[1], catalog).ToArray() : [];
        var listing = types.Length == 0 ? Families : Families with { Where = [Knows(types)] };
        return listing.RunAsync(catalog, request, cancellationToken);
    }

    /// <summary><c>\dAp</c>: with <c>+</c>, functions with their arguments.</summary>
    public static Task<Description> FunctionsAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var function = new ListingColumn("Function", request.IsVerbose ? "ap.amproc::pg_catalog.regprocedure" : "p.proname");
        return (Functions with { Columns = [.. Functions.Columns, function] }).RunAsync(catalog, request, cancellationToken);
    }

    static string Knows(string[] conditions) =>
        "exists (select from pg_catalog.pg_type t join pg_catalog.pg_opclass oc on oc.opcintype = t.oid "
        + "left join pg_catalog.pg_namespace tn on tn.oid = t.typnamespace "
        + $"where oc.opcfamily = f.oid and {string.Join(" and ", conditions)})";

    static string VisibleName(string catalog, string alias, string column, string schema) =>
        $"case when pg_catalog.{catalog}_is_visible({alias}.oid) then pg_catalog.format('%I', {alias}.{column}) "
        + $"else pg_catalog.format('%I.%I', {schema}.nspname, {alias}.{column}) end";
}
