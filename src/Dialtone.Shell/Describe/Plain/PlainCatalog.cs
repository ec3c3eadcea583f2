using Dialtone.Results;

namespace Dialtone.Shell.Describe.Plain;

/// <summary>The catalog of a server that is not PostgreSQL: what its dialect has queries for.</summary>
abstract class PlainCatalog(Executor session, Func<string, string> quote)
{
    /// <summary>What is told about a relation in a list: its schema, name and kind come first.</summary>
    protected abstract string RelationQuery(bool isVerbose);

    /// <summary>What is told about an index in a list: its schema, name and table come first.</summary>
    protected abstract string IndexQuery(bool isVerbose);

    /// <summary>The databases: their name comes first.</summary>
    public abstract string DatabaseQuery { get; }

    /// <summary>The users: their name comes first; <see langword="null"/> where there are none.</summary>
    public abstract string? UserQuery { get; }

    /// <summary>Whether a schema is the system's own.</summary>
    public abstract bool IsSystem(string schema, string name);

    /// <summary>The schema that a name without one means.</summary>
    public abstract Task<string> CurrentSchemaAsync(CancellationToken cancellationToken);

    /// <summary>The columns of a relation.</summary>
    public abstract string ColumnQuery(string schema, string name, bool isVerbose);

    /// <summary>The headings and the lines below the columns of a relation.</summary>
    public abstract IReadOnlyList<(string Heading, string Query)> Sections(string schema, string name, bool isVerbose);

    /// <summary>A text as a literal.</summary>
    protected string Quote(string text) => quote(text);

    /// <summary>The relations of every kind, or the indexes.</summary>
    public Task<(IReadOnlyList<Column> Columns, List<string?[]> Rows)> RelationsAsync(
        bool isIndex,
        bool isVerbose,
        CancellationToken cancellationToken
    ) => ReadAsync(isIndex ? IndexQuery(isVerbose) : RelationQuery(isVerbose), cancellationToken);

    /// <summary>Runs a query and reads all of its rows.</summary>
    public async Task<(IReadOnlyList<Column> Columns, List<string?[]> Rows)> ReadAsync(string sql, CancellationToken cancellationToken)
    {
        await using var result = await session.ReadTextAsync(sql, null, cancellationToken);
        var columns = result.Columns.ToArray();
        var rows = new List<string?[]>();
        while (await result.ReadAsync(cancellationToken))
        {
            rows.Add([.. columns.Select(column => result.GetText(column.Ordinal))]);
        }

        return (columns, rows);
    }
}
