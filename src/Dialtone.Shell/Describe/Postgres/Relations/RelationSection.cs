namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>The lines below a described relation, while they are put together.</summary>
sealed class RelationSection(Catalog catalog, Relation relation, bool isVerbose, CancellationToken cancellationToken)
{
    readonly List<string> footers = [];

    /// <summary>The relation.</summary>
    public Relation Relation => relation;

    /// <summary>Whether <c>+</c> was given.</summary>
    public bool IsVerbose => isVerbose;

    /// <summary>The server's version.</summary>
    public int Version => catalog.Version;

    /// <summary>The lines so far.</summary>
    public IReadOnlyList<string> Footers => footers;

    /// <summary>Adds a line.</summary>
    public void Add(string line) => footers.Add(line);

    /// <summary>Adds a heading and lines below it, if there are lines.</summary>
    public void Add(string heading, IEnumerable<string> lines)
    {
        string[] all = [.. lines];
        footers.AddRange(all.Length == 0 ? [] : [heading, .. all]);
    }

    /// <summary>Adds a list as psql writes it: the heading before the first item, commas behind all but the last.</summary>
    public void AddList(string heading, IReadOnlyList<string> items)
    {
        for (var index = 0; index < items.Count; index++)
        {
            var head = index == 0 ? $"{heading}: " : new string(' ', heading.Length + 2);
            footers.Add(head + items[index] + (index < items.Count - 1 ? "," : ""));
        }
    }

    /// <summary>Runs a query.</summary>
    public Task<List<string?[]>> RowsAsync(string sql) => catalog.RowsAsync(sql, cancellationToken);

    /// <summary>The name of a tablespace in words behind an index; nothing for the database's own.</summary>
    public async Task<string?> TablespaceAsync(string oid) =>
        oid == "0" ? null
        : (await RowsAsync($"select spcname from pg_catalog.pg_tablespace where oid = {oid}")) is [{ } row] ? row[0]
        : null;
}
