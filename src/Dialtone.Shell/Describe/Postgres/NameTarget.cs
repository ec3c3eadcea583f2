namespace Dialtone.Shell.Describe.Postgres;

/// <summary>Which expressions of a query a name pattern is compared with.</summary>
/// <param name="Name">The object's name.</param>
/// <param name="Schema">Its schema's name, or <see langword="null"/> for objects without.</param>
/// <param name="Visible">What decides without a schema in the pattern: whether the search path finds the object.</param>
/// <param name="OtherName">Another name, which may match instead.</param>
sealed record NameTarget(string Name, string? Schema = null, string? Visible = null, string? OtherName = null)
{
    /// <summary>How many parts a pattern may have, the database counted. Default: three with a schema, one without.</summary>
    public int Parts { get; init; } = Schema is null ? 1 : 3;

    /// <summary>The conditions that a pattern means.</summary>
    /// <exception cref="DescribeException">The pattern has too many parts, or names another database.</exception>
    public IEnumerable<string> Conditions(string? pattern, Catalog catalog, bool isLiteral = false)
    {
        if (pattern is null)
        {
            return Visible is null ? [] : [Visible];
        }

        var parsed = NamePattern.Parse(pattern, Parts, Schema is not null, isLiteral);
        if (parsed.Database is not null && parsed.Database != catalog.Database)
        {
            throw new DescribeException($"cross-database references are not implemented: {pattern}");
        }

        return Conditions(parsed, catalog);
    }

    IEnumerable<string> Conditions(NamePattern pattern, Catalog catalog)
    {
        if (pattern.Name != "^(.*)$")
        {
            yield return OtherName is null
                ? Match(Name, pattern.Name, catalog)
                : $"({Match(Name, pattern.Name, catalog)} or {Match(OtherName, pattern.Name, catalog)})";
        }

        if (pattern.Schema is not null)
        {
            if (Schema is not null && pattern.Schema != "^(.*)$")
            {
                yield return Match(Schema, pattern.Schema, catalog);
            }
        }
        else if (Visible is not null)
        {
            yield return Visible;
        }
    }

    static string Match(string expression, string regularExpression, Catalog catalog) =>
        $"{expression} operator(pg_catalog.~) {catalog.Quote(regularExpression)} collate pg_catalog.default";
}
