using System.Text.RegularExpressions;
using Dialtone.Results;

namespace Dialtone.Shell.Describe.Plain;

/// <summary><c>\d \dt \dv \di \l \du</c> for servers that are not PostgreSQL, in psql's shape.</summary>
static class PlainListings
{
    static readonly TimeSpan MatchLimit = TimeSpan.FromSeconds(1);

    /// <summary>The commands that there are.</summary>
    public static IReadOnlyList<string> Names { get; } = ["d", "dt", "dv", "di", "l", "dn", "du", "dg"];

    /// <summary>Runs one of them.</summary>
    /// <exception cref="DescribeException">It found nothing, or the server has no such objects.</exception>
    public static async Task<IReadOnlyList<Description>> RunAsync(
        PlainCatalog catalog,
        DescribeRequest request,
        CancellationToken cancellationToken
    ) =>
        request.Command switch
        {
            "l" or "dn" => [await ListAsync(catalog, "List of databases", catalog.DatabaseQuery, cancellationToken)],
            "du" or "dg" =>
            [
                await ListAsync(
                    catalog,
                    "List of users",
                    catalog.UserQuery ?? throw new DescribeException("this database has no users"),
                    cancellationToken
                ),
            ],
            "d" when request.Pattern is not null => await DescribeAsync(catalog, request, cancellationToken),
            _ => [await RelationsAsync(catalog, request, cancellationToken)],
        };

    static async Task<Description> ListAsync(PlainCatalog catalog, string title, string query, CancellationToken cancellationToken)
    {
        var (columns, rows) = await catalog.ReadAsync(query, cancellationToken);
        return new(title, columns, rows);
    }

    static async Task<Description> RelationsAsync(PlainCatalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        var isIndex = request.Command == "di";
        var (columns, rows) = await FindAsync(catalog, request, isIndex, cancellationToken);
        var kind = KindOf(request.Command);
        var listed = rows.Where(row => kind is null || row[2] == kind).ToArray();
        return listed.Length > 0
            ? new(isIndex ? "List of indexes" : "List of relations", columns, listed)
            : throw NotFound(request.Pattern);
    }

    static async Task<IReadOnlyList<Description>> DescribeAsync(
        PlainCatalog catalog,
        DescribeRequest request,
        CancellationToken cancellationToken
    )
    {
        var (_, relations) = await FindAsync(catalog, request, isIndex: false, cancellationToken);
        var descriptions = new List<Description>();
        foreach (var relation in relations)
        {
            var (schema, name, kind) = (relation[0]!, relation[1]!, relation[2]!);
            var (columns, rows) = await catalog.ReadAsync(catalog.ColumnQuery(schema, name, request.IsVerbose), cancellationToken);
            var footers = new List<string>();
            foreach (var (heading, query) in catalog.Sections(schema, name, request.IsVerbose))
            {
                var lines = (await catalog.ReadAsync(query, cancellationToken)).Rows;
                footers.AddRange(lines.Count == 0 ? [] : [heading, .. lines.Select(line => $"    {line[0]}")]);
            }

            descriptions.Add(
                new($"{char.ToUpperInvariant(kind[0])}{kind[1..]} \"{schema}.{name}\"", columns, rows)
                {
                    Footers = footers,
                    CountsRows = false,
                }
            );
        }

        return descriptions.Count > 0 ? descriptions : throw NotFound(request.Pattern);
    }

    static async Task<(IReadOnlyList<Column> Columns, List<string?[]> Rows)> FindAsync(
        PlainCatalog catalog,
        DescribeRequest request,
        bool isIndex,
        CancellationToken cancellationToken
    )
    {
        var pattern = request.Pattern is null ? null : NamePattern.Parse(request.Pattern, maximumParts: 2, hasSchema: true);
        var current = await catalog.CurrentSchemaAsync(cancellationToken);
        var (columns, rows) = await catalog.RelationsAsync(isIndex, request.IsVerbose, cancellationToken);
        return (columns, rows.FindAll(IsWanted));

        bool IsWanted(string?[] row)
        {
            var (schema, name) = (row[0]!, row[1]!);
            return (request.WithSystem || pattern is not null || !catalog.IsSystem(schema, name))
                && (pattern?.Schema is { } expected ? Matches(schema, expected) : current.Length == 0 || schema == current)
                && (pattern is null || Matches(name, pattern.Name));
        }
    }

    // Whether upper and lower case differ is the server's business; a person who types a name means it either way.
    static bool Matches(string text, string expression)
    {
        try
        {
            return Regex.IsMatch(text, expression, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant, MatchLimit);
        }
        catch (Exception exception) when (exception is RegexParseException or RegexMatchTimeoutException)
        {
            throw new DescribeException($"invalid pattern: {exception.Message}");
        }
    }

    static string? KindOf(string command) =>
        command switch
        {
            "dt" => "table",
            "dv" => "view",
            _ => null,
        };

    static DescribeException NotFound(string? pattern) =>
        new(pattern is null ? "Did not find any relations." : $"Did not find any relation named \"{pattern}\".");
}
