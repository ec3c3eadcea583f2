using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>Collects the parameters of one text; a later value replaces an earlier one.</summary>
sealed class ParameterSetBuilder(KeywordTable table, ParameterSource source)
{
    readonly List<Parameter> items = [];

    public KeywordTable Table => table;

    /// <summary>Stores a value if the dialect has the keyword.</summary>
    public bool TrySet(string keyword, string value)
    {
        if (table.Find(keyword) is not { } definition)
            return false;
        Set(definition, value);
        return true;
    }

    public void Set(ParameterDefinition definition, string value)
    {
        var parameter = new Parameter(definition, value, source);
        var index = items.FindIndex(item => item.Keyword == definition.Keyword);
        if (index < 0)
            items.Add(parameter);
        else
            items[index] = parameter;
    }

    public void Set(string keyword, string value) => Set(table[keyword], value);

    /// <summary>Stores a part of a URL, unless it is empty.</summary>
    public void SetIfNotEmpty(string keyword, string? value)
    {
        if (!string.IsNullOrEmpty(value))
            Set(keyword, value);
    }

    /// <summary>Stores the query of a SQLAlchemy URL.</summary>
    /// <exception cref="Errors.DatabaseException">A key is unknown or stands there twice.</exception>
    public void SetQuery(IEnumerable<(string Key, ImmutableArray<string> Values)> query)
    {
        var pairs = query.ToList();
        // With an "@" in the query, a password may have begun before it.
        var mayShow = !pairs.Exists(pair => pair.Key.Contains('@') || pair.Values.Any(value => value.Contains('@')));
        foreach (var (key, values) in pairs)
        {
            if (table.Find(key) is not { } definition || key.Contains('.'))
                throw ParameterErrors.UnknownKey(
                    mayShow || table.IsNear(key)
                        ? $"invalid connection option \"{key}\""
                        : "invalid connection option in the query of the URL",
                    key,
                    table
                );
            if (values is not [var value])
                throw ParameterErrors.Parse($"the URL gives \"{definition.Keyword}\" more than once", "keep one of them");
            Set(definition, value);
        }
    }

    public bool Has(string keyword) => items.Exists(item => item.Keyword == keyword);

    public ParameterSet ToSet() => new(items);
}
