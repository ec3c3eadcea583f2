using System.Text;

namespace Dialtone.Shell.Describe.Postgres;

/// <summary>A command that lists objects of one kind: a query in parts, so that modifiers, patterns and the server's version can change it.</summary>
sealed record Listing
{
    /// <summary>Hides what belongs to the system, where <c>n</c> is the object's namespace.</summary>
    public const string NotSystem = "n.nspname <> 'pg_catalog' and n.nspname <> 'information_schema'";

    /// <summary>What stands above the list.</summary>
    public required string Title { get; init; }

    /// <summary>The columns.</summary>
    public required IReadOnlyList<ListingColumn> Columns { get; init; }

    /// <summary>What follows <c>from</c>.</summary>
    public required string From { get; init; }

    /// <summary>The joins that only the columns of <c>+</c> need.</summary>
    public string VerboseJoin { get; init; } = "";

    /// <summary>Conditions that always hold.</summary>
    public IReadOnlyList<string> Where { get; init; } = [];

    /// <summary>The condition that hides the system's objects, if nobody asks for them.</summary>
    public string? HideSystem { get; init; }

    /// <summary>What each pattern is compared with, in their order.</summary>
    public IReadOnlyList<NameTarget> Names { get; init; } = [];

    /// <summary>What follows <c>order by</c>.</summary>
    public string Order { get; init; } = "1";

    /// <summary>The oldest server that has such objects.</summary>
    public int Since { get; init; }

    /// <summary>What such objects are called in the sentence about a server that is too old.</summary>
    public string Kind { get; init; } = "";

    /// <summary>Lists.</summary>
    /// <exception cref="DescribeException">The server is too old, or a pattern cannot be.</exception>
    public async Task<Description> RunAsync(Catalog catalog, DescribeRequest request, CancellationToken cancellationToken)
    {
        if (catalog.Version < Since)
        {
            throw new DescribeException($"the server, version {catalog.Version / 10000}, has no {Kind}");
        }

        var (columns, rows) = await catalog.ReadAsync(Query(catalog, request), cancellationToken);
        return new(Title, columns, rows);
    }

    string Query(Catalog catalog, DescribeRequest request)
    {
        var sql = new StringBuilder("select ");
        sql.AppendJoin(
            ",\n  ",
            Columns
                .Where(column => column.IsShown(request, catalog.Version))
                .Select(column => $"{column.Expression} as \"{column.Header}\"")
        );
        sql.Append("\nfrom ").Append(From).Append(request.IsVerbose ? VerboseJoin : "");
        var conditions = Where
            .Concat(request.HidesSystem && HideSystem is not null ? [HideSystem] : [])
            .Concat(Names.SelectMany((target, index) => target.Conditions(request.Patterns.ElementAtOrDefault(index), catalog)));
        sql.Append("\nwhere true");
        foreach (var condition in conditions)
        {
            sql.Append("\n  and ").Append(condition);
        }

        return sql.Append("\norder by ").Append(Order).ToString();
    }
}
