namespace Dialtone.Shell.Describe.Postgres.Relations;

/// <summary>One relation that is described, as <c>pg_class</c> knows it.</summary>
sealed record Relation
{
    public required string Oid { get; init; }

    public required string Schema { get; init; }

    public required string Name { get; init; }

    /// <summary><c>relkind</c>.</summary>
    public required char Kind { get; init; }

    public required bool HasIndexes { get; init; }

    public required bool HasRules { get; init; }

    public required bool HasTriggers { get; init; }

    public required bool HasRowSecurity { get; init; }

    public required bool ForcesRowSecurity { get; init; }

    public required bool IsPartition { get; init; }

    public required bool IsUnlogged { get; init; }

    public required string? Options { get; init; }

    /// <summary>The tablespace's oid, or <c>0</c> for the database's own.</summary>
    public required string Tablespace { get; init; }

    /// <summary>The composite type that the table is of; empty for other tables.</summary>
    public required string OfType { get; init; }

    /// <summary><c>relreplident</c>.</summary>
    public required char ReplicaIdentity { get; init; }

    public required string? AccessMethod { get; init; }

    public bool IsIndex => Kind is 'i' or 'I';

    public bool IsView => Kind is 'v' or 'm';

    public bool IsPartitioned => Kind is 'p' or 'I';

    /// <summary>Whether it has what only tables have: indexes, constraints, policies, publications.</summary>
    public bool IsTable => Kind is 'r' or 'm' or 'f' or 'p' or 't';

    /// <summary>The relation's kind and name as a heading.</summary>
    public string Title => $"{KindName} \"{Schema}.{Name}\"";

    string KindName =>
        (Kind, IsUnlogged) switch
        {
            ('r', true) => "Unlogged table",
            ('r', _) => "Table",
            ('v', _) => "View",
            ('m', true) => "Unlogged materialized view",
            ('m', _) => "Materialized view",
            ('S', true) => "Unlogged sequence",
            ('S', _) => "Sequence",
            ('i', true) => "Unlogged index",
            ('i', _) => "Index",
            ('I', true) => "Unlogged partitioned index",
            ('I', _) => "Partitioned index",
            ('t', _) => "TOAST table",
            ('c', _) => "Composite type",
            ('f', _) => "Foreign table",
            ('p', true) => "Unlogged partitioned table",
            ('p', _) => "Partitioned table",
            _ => $"?{Kind}?",
        };
}
