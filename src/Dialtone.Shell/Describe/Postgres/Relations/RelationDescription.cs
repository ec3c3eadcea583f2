namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary><c>\d NAME</c>: the columns of a relation, and below them everything that hangs on it.</summary>
static class RelationDescription
{
    // In psql's order. A section says by itself for which relations it has something to say.
    static readonly Func<RelationSection, Task>[] Sections =
    [
        Partitions.AddParentAsync,
        Partitions.AddKeyAsync,
        RelationColumns.AddToastOwnerAsync,
        Indexes.AddOwnDefinitionAsync,
        Indexes.AddAllAsync,
        Constraints.AddChecksAsync,
        Constraints.AddForeignKeysAsync,
        Constraints.AddReferencesAsync,
        Policies.AddAsync,
        Statistics.AddAsync,
        Rules.AddOfTableAsync,
        Publications.AddAsync,
        Rules.AddViewDefinitionAsync,
        Triggers.AddAsync,
        Partitions.AddForeignServerAsync,
        Partitions.AddInheritedAsync,
        Partitions.AddChildrenAsync,
        Storage.AddAsync,
    ];

    /// <summary>Describes every relation that the pattern means.</summary>
    /// <exception cref="DescribeException">There are none.</exception>
    public static async Task<IReadOnlyList<Description>> RunAsync(
        Catalog catalog,
        DescribeRequest request,
        CancellationToken cancellationToken
    )
    {
        var descriptions = new List<Description>();
        foreach (var relation in await RelationFinder.FindAsync(catalog, request, cancellationToken))
        {
            descriptions.Add(
                relation.Kind == 'S'
                    ? await Sequences.DescribeAsync(catalog, relation, cancellationToken)
                    : await DescribeAsync(new(catalog, relation, request.IsVerbose, cancellationToken))
            );
        }

        return descriptions;
    }

    static async Task<Description> DescribeAsync(RelationSection section)
    {
        var description = await RelationColumns.DescribeAsync(section);
        foreach (var addAsync in Sections)
        {
            await addAsync(section);
        }

        return description with
        {
            Footers = section.Footers,
            CountsRows = false,
        };
    }
}
