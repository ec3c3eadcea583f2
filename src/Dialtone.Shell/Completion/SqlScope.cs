using Dialtone.Sql;

namespace Dialtone.Shell.Completion;

/// <summary>What a place in a statement can see: the sources of its query, also those that stand behind it, and of the queries around it.</summary>
sealed class SqlScope
{
    readonly string text;
    readonly IReadOnlyList<SqlToken> tokens;
    readonly CatalogSnapshot catalog;
    readonly Engine engine;
    readonly Dictionary<string, IReadOnlyList<CatalogColumn>> commonTables = new(StringComparer.OrdinalIgnoreCase);
    readonly int[] partners;

    /// <summary>Reads a statement.</summary>
    /// <param name="engine">Knows the dialect's rules.</param>
    /// <param name="catalog">Knows the tables.</param>
    /// <param name="text">The whole input.</param>
    /// <param name="tokens">The tokens of the statement, without blanks.</param>
    public SqlScope(Engine engine, CatalogSnapshot catalog, string text, IReadOnlyList<SqlToken> tokens)
    {
        (this.engine, this.catalog, this.text, this.tokens) = (engine, catalog, text, tokens);
        partners = Partners();
        FindCommonTables();
    }

    /// <summary>The names of common table expressions.</summary>
    public IEnumerable<string> CommonTables => commonTables.Keys;

    /// <summary>The sources that are seen from a place, those of the innermost query first.</summary>
    public IReadOnlyList<SqlSource> SourcesAt(int cursor)
    {
        var sources = new List<SqlSource>();
        var (start, end) = (0, tokens.Count);
        var levels = new Stack<(int Start, int End)>([(start, end)]);
        for (var index = 0; index < tokens.Count && tokens[index].Start < cursor; index++)
        {
            if (Is(index, "(") && (partners[index] >= tokens.Count || tokens[partners[index]].Start >= cursor))
            {
                levels.Push((index + 1, Math.Min(partners[index], tokens.Count)));
            }
        }

        foreach (var level in levels)
        {
            sources.AddRange(SourcesOf(level.Start, level.End));
        }

        return sources;
    }

    /// <summary>Whether a token is a word or a sign, in any case.</summary>
    public bool Is(int index, string word) =>
        index >= 0
        && index < tokens.Count
        && tokens[index].Kind is SqlTokenKind.Word or SqlTokenKind.Punctuation or SqlTokenKind.Operator
        && text.AsSpan(tokens[index].Start, tokens[index].Length).Equals(word, StringComparison.OrdinalIgnoreCase);

    /// <summary>Whether a token is one of several words.</summary>
    public bool IsAny(int index, params ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Is(index, word))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>The token with which the parenthesis opened that a token closes; the token itself if it closes none.</summary>
    public int OpeningOf(int index) => Is(index, ")") ? Math.Max(0, Array.IndexOf(partners, index)) : index;

    IEnumerable<SqlSource> SourcesOf(int start, int end)
    {
        var isFrom = false;
        for (var index = start; index < end; index = Is(index, "(") ? Skip(index) : index + 1)
        {
            if (IsAny(index, "from", "join", "update", "into", "table", "using"))
            {
                isFrom = Is(index, "from") || Is(index, "using");
            }
            else if (IsAny(index, "where", "group", "order", "having", "limit", "on", "set", "select", "values", "returning", "union"))
            {
                isFrom = false;
                continue;
            }
            else if (!(isFrom && Is(index, ",")))
            {
                continue;
            }

            if (SourceAt(index + 1, end) is { } source)
            {
                yield return source;
            }
        }
    }

    SqlSource? SourceAt(int index, int end)
    {
        while (IsAny(index, "only", "lateral", "table", "if", "exists"))
        {
            index++;
        }

        if (index >= end)
        {
            return null;
        }

        if (Is(index, "("))
        {
            var behind = Skip(index);
            return AliasAt(behind, end) is { } name
                ? new(name, null, ColumnsOf(index + 1, Math.Min(partners[index], end)), tokens[index].Start)
                : null;
        }

        if (!IsName(index) || SqlReserved(index))
        {
            return null;
        }

        var (schema, table, next) = (default(string), Name(index), index + 1);
        if (Is(next, ".") && IsName(next + 1))
        {
            (schema, table, next) = (table, Name(next + 1), next + 2);
        }

        var alias = AliasAt(next, end) ?? table;
        if (schema is null && commonTables.TryGetValue(table, out var columns))
        {
            return new(alias, null, columns, tokens[index].Start);
        }

        var relation = catalog.Find(schema, table);
        return new(alias, relation, relation?.Columns ?? [], tokens[index].Start);
    }

    string? AliasAt(int index, int end)
    {
        if (Is(index, "as"))
        {
            index++;
        }

        return index < end && IsName(index) && !SqlReserved(index) ? Name(index) : null;
    }

    // with a as (…), b (x, y) as materialized (…)
    void FindCommonTables()
    {
        if (!tokens.Select((_, index) => index).Any(index => Is(index, "with")))
        {
            return;
        }

        for (var index = 1; index < tokens.Count; index++)
        {
            if (!IsName(index) || !IsAny(index - 1, "with", "recursive", ","))
            {
                continue;
            }

            var next = index + 1;
            List<CatalogColumn>? named = null;
            if (Is(next, "("))
            {
                named =
                [
                    .. Enumerable
                        .Range(next + 1, Math.Max(0, Math.Min(partners[next], tokens.Count) - next - 1))
                        .Where(IsName)
                        .Select(Column),
                ];
                next = Skip(next);
            }

            if (!Is(next, "as"))
            {
                continue;
            }

            next++;
            while (IsAny(next, "not", "materialized"))
            {
                next++;
            }

            if (Is(next, "("))
            {
                commonTables[Name(index)] = named ?? ColumnsOf(next + 1, Math.Min(partners[next], tokens.Count));
            }
        }
    }

    // The columns that a query gives: of each item its alias, else the last name in it.
    List<CatalogColumn> ColumnsOf(int start, int end)
    {
        var columns = new List<CatalogColumn>();
        var select = start;
        while (select < end && !IsAny(select, "select", "returning"))
        {
            select = Is(select, "(") ? Skip(select) : select + 1;
        }

        var last = -1;
        for (var index = select + 1; index <= end; index = index < end && Is(index, "(") ? Skip(index) : index + 1)
        {
            if (index == end || IsAny(index, "from", ",", "where", "union", "limit", "order"))
            {
                if (last >= 0)
                {
                    AddColumn(columns, last, start, end);
                }

                if (index == end || !Is(index, ","))
                {
                    break;
                }

                last = -1;
            }
            else
            {
                last = index;
            }
        }

        return columns;
    }

    void AddColumn(List<CatalogColumn> columns, int last, int start, int end)
    {
        if (IsName(last))
        {
            columns.Add(Column(last));
        }
        else if (Is(last, "*"))
        {
            var of = Is(last - 1, ".") ? Name(last - 2) : null;
            columns.AddRange(SourcesOf(start, end).Where(source => of is null || source.Name == of).SelectMany(source => source.Columns));
        }
    }

    CatalogColumn Column(int index) => new(Name(index), "");

    bool IsName(int index) =>
        index >= 0 && index < tokens.Count && tokens[index].Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    // A name as the catalog spells it.
    string Name(int index)
    {
        var word = text.Substring(tokens[index].Start, tokens[index].Length);
        if (tokens[index].Kind == SqlTokenKind.QuotedIdentifier)
        {
            var quote = word[0] == '[' ? ']' : word[0];
            return word.Trim(word[0], quote).Replace(new string(quote, 2), quote.ToString(), StringComparison.Ordinal);
        }

        return engine.Target.Dialect == "postgresql" ? word.ToLowerInvariant() : word;
    }

    bool SqlReserved(int index) =>
        tokens[index].Kind == SqlTokenKind.Word && Editing.SqlKeywords.Contains(text.AsSpan(tokens[index].Start, tokens[index].Length));

    int Skip(int open) => Math.Min(partners[open], tokens.Count - 1) + 1;

    // For each opening parenthesis its closing one; the end if it is not there yet.
    int[] Partners()
    {
        var found = new int[tokens.Count];
        Array.Fill(found, tokens.Count);
        var open = new Stack<int>();
        for (var index = 0; index < tokens.Count; index++)
        {
            if (Is(index, "("))
            {
                open.Push(index);
            }
            else if (Is(index, ")") && open.TryPop(out var start))
            {
                found[start] = index;
            }
        }

        return found;
    }
}
