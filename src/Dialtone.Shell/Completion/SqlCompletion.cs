using Dialtone.Shell.Editing;
using Dialtone.Sql;

namespace Dialtone.Shell.Completion;

/// <summary>What can stand at a place of a statement, by what is in scope there.</summary>
sealed class SqlCompletion(Engine engine, CatalogSnapshot catalog)
{
    static readonly string[] Clauses =
    [
        "select",
        "from",
        "join",
        "where",
        "on",
        "using",
        "group",
        "order",
        "having",
        "limit",
        "set",
        "values",
        "into",
        "update",
        "returning",
        "table",
        "truncate",
        "view",
        "references",
        "with",
        "by",
    ];

    /// <summary>The candidates at a place.</summary>
    public CompletionList Complete(string text, int cursor, bool isAsked)
    {
        var all = engine.Tokenize(text).Where(token => !token.IsBlank || token.End >= cursor && token.Start < cursor).ToList();
        var (first, last) = StatementAround(all, text, cursor);
        var tokens = all.GetRange(first, last - first);
        var (before, start) = WordAt(tokens, cursor);
        if (before < 0)
        {
            return CompletionList.None;
        }

        var word = text[start..cursor];
        tokens = [.. tokens.Where(token => !token.IsBlank)];
        before = tokens.FindIndex(token => token.End > start);
        before = (before < 0 ? tokens.Count : before) - 1;
        var scope = new SqlScope(engine, catalog, text, tokens);
        return scope.Is(before, ".")
            ? Qualified(tokens, text, scope, before - 1, start, word)
            : Unqualified(scope, before, start, word, isAsked);
    }

    CompletionList Qualified(List<SqlToken> tokens, string text, SqlScope scope, int index, int start, string word)
    {
        if (index < 0 || tokens[index].Kind is not (SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier))
        {
            return CompletionList.None;
        }

        var qualifier = text.Substring(tokens[index].Start, tokens[index].Length).Trim('"', '`');
        var source = scope.SourcesAt(start).FirstOrDefault(source => Same(source.Name, qualifier));
        var columns = source?.Columns.Select(column => SqlCandidates.Of(column, source, engine)) ?? [];
        var relations = catalog.Relations.Where(relation => Same(relation.Schema, qualifier));
        var functions = catalog.Functions.Where(function => Same(function.Schema, qualifier));
        return CompletionRanking.Rank(
            start,
            word,
            columns,
            relations.Select(relation => SqlCandidates.Of(relation, engine, isQualified: true)),
            functions.Select(FunctionItem)
        );
    }

    CompletionList Unqualified(SqlScope scope, int before, int start, string word, bool isAsked)
    {
        if (IsTablePlace(scope, before))
        {
            return CompletionRanking.Rank(start, word, Tables(scope), Schemas());
        }

        var sources = scope.SourcesAt(start);
        var joins = scope.Is(before, "on") ? JoinConditions(sources, start) : [];
        if (word.Length == 0 && !isAsked)
        {
            return joins.Count > 0 ? CompletionRanking.Rank(start, word, joins) : CompletionList.None;
        }

        var keywords = Keywords(word);
        if (ClauseOf(scope, before) is null or "from" or "join" or "into" or "update" or "table" or "limit")
        {
            return CompletionRanking.Rank(start, word, keywords);
        }

        return CompletionRanking.Rank(
            start,
            word,
            joins,
            Columns(sources),
            sources.Select(source => new CompletionItem(
                source.Name,
                engine.QuoteIdentifierIfNeeded(source.Name),
                "alias",
                source.Relation?.Name ?? ""
            )),
            keywords,
            catalog.Functions.Where(function => function.IsVisible && function.Schema != "pg_catalog").Select(FunctionItem),
            catalog.Functions.Where(function => function.IsVisible && function.Schema == "pg_catalog").Select(FunctionItem)
        );
    }

    // A table stands behind FROM and JOIN, behind their commas, and behind what names a table to change.
    static bool IsTablePlace(SqlScope scope, int before)
    {
        while (scope.IsAny(before, "only", "lateral", "exists", "if"))
        {
            before--;
        }

        return scope.IsAny(before, "from", "join", "into", "update", "table", "truncate", "view", "references")
            || (scope.Is(before, ",") && ClauseOf(scope, before) == "from");
    }

    // The clause that a place belongs to: the nearest of its words to the left, outside of what parentheses have closed.
    static string? ClauseOf(SqlScope scope, int index)
    {
        for (; index >= 0; index--)
        {
            index = scope.OpeningOf(index);
            if (Array.Find(Clauses, clause => scope.Is(index, clause)) is { } found)
            {
                return found;
            }

            if (scope.Is(index, "("))
            {
                return "(";
            }
        }

        return null;
    }

    IEnumerable<CompletionItem> Tables(SqlScope scope) =>
        scope
            .CommonTables.Select(name => new CompletionItem(name, engine.QuoteIdentifierIfNeeded(name), "with"))
            .Concat(
                catalog
                    .Relations.Where(relation => !IsSystem(relation.Schema))
                    .Select(relation => SqlCandidates.Of(relation, engine, false))
            )
            .Concat(
                catalog.Relations.Where(relation => IsSystem(relation.Schema)).Select(relation => SqlCandidates.Of(relation, engine, false))
            );

    IEnumerable<CompletionItem> Schemas() =>
        catalog.Schemas.Select(schema => new CompletionItem(schema, engine.QuoteIdentifierIfNeeded(schema), "schema"));

    // A name that two sources have needs its source before it.
    IEnumerable<CompletionItem> Columns(IReadOnlyList<SqlSource> sources)
    {
        var often = sources
            .SelectMany(source => source.Columns)
            .GroupBy(column => column.Name, StringComparer.Ordinal)
            .Where(group => group.Skip(1).Any())
            .Select(group => group.Key)
            .ToHashSet(StringComparer.Ordinal);
        return sources.SelectMany(source =>
            source.Columns.Select(column => SqlCandidates.Of(column, source, engine, often.Contains(column.Name) ? source.Name : null))
        );
    }

    // The newest source against each one before it: foreign keys in either direction.
    List<CompletionItem> JoinConditions(IReadOnlyList<SqlSource> sources, int cursor)
    {
        var known = sources.Where(source => source.Relation is not null && source.Place < cursor).OrderBy(source => source.Place).ToList();
        if (known.Count < 2)
        {
            return [];
        }

        var joined = known[^1];
        return
        [
            .. known
                .SkipLast(1)
                .Reverse()
                .SelectMany(other =>
                    catalog.ForeignKeys.SelectMany(key => new[] { Condition(key, joined, other), Condition(key, other, joined) })
                )
                .OfType<CompletionItem>(),
        ];
    }

    CompletionItem? Condition(CatalogForeignKey key, SqlSource from, SqlSource to)
    {
        if (
            (from.Relation!.Schema, from.Relation.Name) != (key.Schema, key.Table)
            || (to.Relation!.Schema, to.Relation.Name) != (key.TargetSchema, key.TargetTable)
        )
        {
            return null;
        }

        var pairs = key.Columns.Zip(key.TargetColumns, (column, target) => $"{Column(from, column)} = {Column(to, target)}");
        var condition = string.Join(" and ", pairs);
        return new(condition, condition, "foreign key", $"{key.Table} → {key.TargetTable}");
    }

    string Column(SqlSource source, string column) =>
        $"{engine.QuoteIdentifierIfNeeded(source.Name)}.{engine.QuoteIdentifierIfNeeded(column)}";

    static IEnumerable<CompletionItem> Keywords(string word)
    {
        var isUpper = word.Length > 0 && word.All(letter => !char.IsLower(letter));
        return word.Length == 0
            ? []
            : SqlKeywords
                .All.Where(keyword => keyword.StartsWith(word, StringComparison.OrdinalIgnoreCase))
                .Select(keyword => new CompletionItem(keyword, isUpper ? keyword.ToUpperInvariant() : keyword, "keyword"));
    }

    CompletionItem FunctionItem(CatalogFunction function) =>
        new(function.Name, engine.QuoteIdentifierIfNeeded(function.Name) + "(", "function", function.Signature);

    // The range of tokens between the semicolons around a place.
    static (int First, int Last) StatementAround(List<SqlToken> tokens, string text, int cursor)
    {
        var (first, last) = (0, tokens.Count);
        for (var index = 0; index < tokens.Count; index++)
        {
            if (tokens[index] is { Length: 1, Kind: SqlTokenKind.Punctuation } token && text[token.Start] == ';')
            {
                if (token.End <= cursor)
                {
                    first = index + 1;
                }
                else
                {
                    last = index;
                    break;
                }
            }
        }

        return (first, last);
    }

    // Where the word begins that is typed; -1 where no name can stand: in a literal, a comment, a number.
    static (int Found, int Start) WordAt(List<SqlToken> tokens, int cursor)
    {
        var index = tokens.FindLastIndex(token => token.Start < cursor && token.End >= cursor);
        if (index < 0)
        {
            return (0, cursor);
        }

        var token = tokens[index];
        var isInside = token.End > cursor || !token.IsTerminated;
        return token.Kind switch
        {
            SqlTokenKind.Word => (0, token.Start),
            SqlTokenKind.QuotedIdentifier when isInside => (0, token.Start),
            SqlTokenKind.Number => (-1, 0),
            SqlTokenKind.Comment or SqlTokenKind.ConditionalComment or SqlTokenKind.Text or SqlTokenKind.DollarString => (-1, 0),
            _ => (0, cursor),
        };
    }

    static bool IsSystem(string schema) => schema is "pg_catalog" or "information_schema";

    static bool Same(string left, string right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}
