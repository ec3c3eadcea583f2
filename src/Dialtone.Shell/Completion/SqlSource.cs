namespace Dialtone.Shell.Completion;

/// <summary>Something that a statement takes rows from.</summary>
/// <param name="Name">How the statement calls it: its alias, else its own name.</param>
/// <param name="Relation">What it is, if the catalog knows it.</param>
/// <param name="Columns">Its columns.</param>
/// <param name="Place">Where it stands in the text.</param>
sealed record SqlSource(string Name, CatalogRelation? Relation, IReadOnlyList<CatalogColumn> Columns, int Place);
