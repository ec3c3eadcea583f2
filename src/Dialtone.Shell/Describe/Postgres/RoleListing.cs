using System.Globalization;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary><c>\du</c> and <c>\dg</c>: roles, their attributes in words.</summary>
static class RoleListing
{
    /// <summary>Lists roles.</summary>
    public static async Task<Description> RunAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var conditions = new NameTarget("r.rolname").Conditions(request.Pattern, catalog);
        var hidden = request.HidesSystem ? ["r.rolname !~ '^pg_'"] : Array.Empty<string>();
        var rows = await catalog.RowsAsync(
            "select r.rolname, r.rolsuper, r.rolinherit, r.rolcreaterole, r.rolcreatedb, r.rolcanlogin, r.rolreplication, r.rolbypassrls, "
                + "r.rolconnlimit, r.rolvaliduntil, "
                + "array(select b.rolname from pg_catalog.pg_auth_members m join pg_catalog.pg_roles b on m.roleid = b.oid where m.member = r.oid), "
                + "pg_catalog.shobj_description(r.oid, 'pg_authid') "
                + $"from pg_catalog.pg_roles r where {string.Join(" and ", conditions.Concat(hidden).DefaultIfEmpty("true"))} order by 1",
            cancellationToken
        );
        string[] headers = ["Role name", "Attributes", "Member of", .. request.IsVerbose ? ["Description"] : Array.Empty<string>()];
        return new(
            "List of roles",
            Description.TextColumns(headers),
            [.. rows.Select(row => new[] { row[0], Attributes(row), row[10], row[11] }[..headers.Length])]
        )
        {
            CountsRows = false,
        };
    }

    static string Attributes(string?[] row)
    {
        string[] words =
        [
            .. If(row[1], "Superuser"),
            .. row[2] == "t" ? Array.Empty<string>() : ["No inheritance"],
            .. If(row[3], "Create role"),
            .. If(row[4], "Create DB"),
            .. row[5] == "t" ? Array.Empty<string>() : ["Cannot login"],
            .. If(row[6], "Replication"),
            .. If(row[7], "Bypass RLS"),
        ];
        var limit = int.Parse(row[8]!, CultureInfo.InvariantCulture);
        var limitWords = limit switch
        {
            < 0 => null,
            0 => "No connections",
            1 => "1 connection",
            _ => $"{limit} connections",
        };
        var lines = new[] { string.Join(", ", words), limitWords, row[9] is { } until ? $"Password valid until {until}" : null };
        return string.Join('\n', lines.Where(line => !string.IsNullOrEmpty(line)));
    }

    static string[] If(string? value, string word) => value == "t" ? [word] : [];
}
