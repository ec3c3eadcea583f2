namespace Dialtone.Shell.Completion;

/// <summary>A column.</summary>
/// <param name="Name">Its name as the catalog spells it.</param>
/// <param name="Type">Its type as the server writes it; empty if it is not known.</param>
/// <param name="Comment">What its comment says.</param>
sealed record CatalogColumn(string Name, string Type, string Comment = "");

/// <summary>A table, or what is read like one.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Kind">Table, view and so on, for people.</param>
/// <param name="IsVisible">Whether its name alone finds it.</param>
/// <param name="Comment">What its comment says.</param>
/// <param name="Columns">Its columns in their order.</param>
sealed record CatalogRelation(
    string Schema,
    string Name,
    string Kind,
    bool IsVisible,
    string Comment,
    IReadOnlyList<CatalogColumn> Columns
);

/// <summary>A foreign key.</summary>
/// <param name="Schema">The schema of the table that refers.</param>
/// <param name="Table">The table that refers.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="TargetSchema">The schema of the table referred to.</param>
/// <param name="TargetTable">The table referred to.</param>
/// <param name="TargetColumns">Its columns, in the same order.</param>
sealed record CatalogForeignKey(
    string Schema,
    string Table,
    IReadOnlyList<string> Columns,
    string TargetSchema,
    string TargetTable,
    IReadOnlyList<string> TargetColumns
);

/// <summary>A function.</summary>
/// <param name="Schema">Its schema.</param>
/// <param name="Name">Its name.</param>
/// <param name="Signature">Arguments and result.</param>
/// <param name="IsVisible">Whether its name alone finds it.</param>
sealed record CatalogFunction(string Schema, string Name, string Signature, bool IsVisible);

/// <summary>What completion knows of a database, as it was at one moment.</summary>
sealed record CatalogSnapshot
{
    /// <summary>Nothing.</summary>
    public static CatalogSnapshot Empty { get; } = new();

    /// <summary>Tables and views, those of the system last.</summary>
    public IReadOnlyList<CatalogRelation> Relations { get; init; } = [];

    /// <summary>Foreign keys.</summary>
    public IReadOnlyList<CatalogForeignKey> ForeignKeys { get; init; } = [];

    /// <summary>Functions that a statement can call.</summary>
    public IReadOnlyList<CatalogFunction> Functions { get; init; } = [];

    /// <summary>The schemas.</summary>
    public IReadOnlyList<string> Schemas { get; init; } = [];

    /// <summary>A relation by its name; without a schema, the one that the name alone finds.</summary>
    public CatalogRelation? Find(string? schema, string name) =>
        Relations.FirstOrDefault(relation =>
            string.Equals(relation.Name, name, StringComparison.OrdinalIgnoreCase)
            && (schema is null ? relation.IsVisible : string.Equals(relation.Schema, schema, StringComparison.OrdinalIgnoreCase))
        );
}
