using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Completion;

/// <summary>Catalog entries as candidates.</summary>
static class SqlCandidates
{
    /// <summary>A relation by its bare name, for commands that take a pattern.</summary>
    public static CompletionItem Of(CatalogRelation relation)
    {
        var name = relation.IsVisible ? relation.Name : $"{relation.Schema}.{relation.Name}";
        return new(name, name, relation.Kind, relation.Comment);
    }

    /// <summary>A relation as SQL names it.</summary>
    public static CompletionItem Of(CatalogRelation relation, Engine engine, bool isQualified)
    {
        var name = engine.QuoteIdentifierIfNeeded(relation.Name);
        var needsSchema = !relation.IsVisible && !isQualified && relation.Schema.Length > 0;
        var insert = needsSchema ? $"{engine.QuoteIdentifierIfNeeded(relation.Schema)}.{name}" : name;
        var columns = string.Join(", ", relation.Columns.Take(6).Select(column => column.Name)) + (relation.Columns.Count > 6 ? ", …" : "");
        return new(
            needsSchema ? $"{relation.Schema}.{relation.Name}" : relation.Name,
            insert,
            relation.Kind,
            relation.Comment.Length > 0 ? relation.Comment : columns
        );
    }

    /// <summary>A column.</summary>
    /// <param name="column">The column.</param>
    /// <param name="source">What it belongs to.</param>
    /// <param name="engine">Knows the quotes.</param>
    /// <param name="qualifier">What must stand before it because others have the same name.</param>
    public static CompletionItem Of(CatalogColumn column, SqlSource source, Engine engine, string? qualifier = null)
    {
        var name = engine.QuoteIdentifierIfNeeded(column.Name);
        var before = qualifier is null ? "" : engine.QuoteIdentifierIfNeeded(qualifier) + ".";
        var about = column.Comment.Length > 0 ? $"{source.Name} · {column.Comment}" : source.Name;
        return new(
            qualifier is null ? column.Name : $"{qualifier}.{column.Name}",
            before + name,
            column.Type.Length > 0 ? column.Type : "column",
            about
        );
    }
}
