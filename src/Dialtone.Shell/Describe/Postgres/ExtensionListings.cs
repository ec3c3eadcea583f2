namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\dx</c>.</summary>
static class ExtensionListings
{
    static readonly NameTarget Named = new("e.extname");

    static readonly Listing Extensions = new()
    {
        Title = "List of installed extensions",
        Columns =
        [
            new("Name", "e.extname"),
            new("Version", "e.extversion"),
            new("Schema", "n.nspname"),
            new("Description", "c.description"),
        ],
        From =
            "pg_catalog.pg_extension e left join pg_catalog.pg_namespace n on n.oid = e.extnamespace "
            + "left join pg_catalog.pg_description c on c.objoid = e.oid and c.classoid = 'pg_catalog.pg_extension'::pg_catalog.regclass",
        Names = [Named],
    };

    /// <summary>Lists extensions; with <c>+</c>, the objects of each.</summary>
    public static async Task<IReadOnlyList<Description>> RunAsync(
        Catalog catalog,
        DescribeRequest request,
        CancellationToken cancellationToken
    )
    {
        if (!request.IsVerbose)
        {
            return [await Extensions.RunAsync(catalog, request, cancellationToken)];
        }

        var conditions = string.Join(" and ", Named.Conditions(request.Pattern, catalog).DefaultIfEmpty("true"));
        var found = await catalog.RowsAsync(
            $"select e.extname, e.oid from pg_catalog.pg_extension e where {conditions} order by 1",
            cancellationToken
        );
        var descriptions = new List<Description>();
        foreach (var row in found)
        {
            var (columns, rows) = await catalog.ReadAsync(
                "select pg_catalog.pg_describe_object(classid, objid, 0) as \"Object description\" from pg_catalog.pg_depend "
                    + "where refclassid = 'pg_catalog.pg_extension'::pg_catalog.regclass "
                    + $"and refobjid = {row[1]} and deptype = 'e' order by 1",
                cancellationToken
            );
            descriptions.Add(new($"Objects in extension \"{row[0]}\"", columns, rows));
        }

        return descriptions.Count > 0
            ? descriptions
            : throw new DescribeException(
                request.Pattern is null ? "Did not find any extensions." : $"Did not find any extension named \"{request.Pattern}\"."
            );
    }
}
