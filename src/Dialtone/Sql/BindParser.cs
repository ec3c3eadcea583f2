namespace Dialtone.Sql;

/// <summary>
/// Finds the binds of a statement. In SQLite they are what SQLite itself takes for named parameters; elsewhere a colon with a name is one, unless it stands in a literal, a quoted identifier or a comment; directly behind
/// a word or another colon (as in SQLAlchemy's <c>text()</c>); or behind a complete operand, where SQL has no place for a second one and the
/// colon parts a slice's bounds or a JSON key from its value: <c>a[1:n]</c>, <c>json_object('k':v)</c>.
/// </summary>
ref struct BindParser
{
    enum ListStage : byte
    {
        None,
        AfterNot,
        AfterIn,
        AfterParenthesis,

        /// <summary>The last bind is the first in the parenthesis; only directly before its end may a list stand there.</summary>
        AfterBind,
    }

    readonly ReadOnlySpan<char> sql;
    readonly SqlSyntax syntax;
    readonly IReadOnlyList<SqlHole> holes;
    readonly List<SqlBind> binds = [];
    readonly List<string> refusals;
    SqlLexer lexer;
    int nextHole;
    bool isAfterOperand;
    ListStage listStage;
    int listStart;

    BindParser(ReadOnlySpan<char> sql, SqlSyntax syntax, IReadOnlyList<SqlHole> holes, List<string> refusals)
    {
        this.sql = sql;
        this.syntax = syntax;
        this.holes = holes;
        this.refusals = refusals;
        lexer = new(sql, syntax);
    }

    /// <summary>The places of a statement that are sent otherwise than written, in order.</summary>
    public static List<SqlBind> Parse(ReadOnlySpan<char> sql, SqlSyntax syntax) => Parse(sql, syntax, [], []);

    /// <summary>The same for a text with holes; a hole that cannot become a parameter adds a sentence to <paramref name="refusals"/>.</summary>
    public static List<SqlBind> Parse(ReadOnlySpan<char> sql, SqlSyntax syntax, IReadOnlyList<SqlHole> holes, List<string> refusals)
    {
        var parser = new BindParser(sql, syntax, holes, refusals);
        while (parser.lexer.MoveNext())
        {
            parser.Accept(parser.lexer.Current);
        }
        return parser.binds;
    }

    void Accept(SqlToken token)
    {
        if (nextHole < holes.Count && holes[nextHole].Position < token.End)
        {
            AcceptHoles(token);
        }
        else if (!token.IsBlank)
        {
            if (token.Kind == SqlTokenKind.Punctuation && AcceptPunctuation(token))
            {
                return;
            }
            if (token.Kind == SqlTokenKind.Parameter)
            {
                var isNamed = syntax.HasNamedParameters && sql[token.Start] != '?';
                Add(new(isNamed ? SqlBindKind.Named : SqlBindKind.Native, token.Start, token.Length));
                return;
            }
            FollowList(token);
            isAfterOperand = EndsOperand(token);
        }
    }

    /// <summary>True if the punctuation began a bind or an escape.</summary>
    bool AcceptPunctuation(SqlToken token)
    {
        var next = token.End < sql.Length ? sql[token.End] : '\0';
        if (sql[token.Start] == '\\' && next == ':')
        {
            Add(new(SqlBindKind.Escape, token.Start, 1));
            lexer.Position = token.End + 1;
            isAfterOperand = false;
            return true;
        }
        if (sql[token.Start] != ':' || !SqlCharacters.IsBindNameStart(next) || isAfterOperand || IsBehindWord(token.Start))
        {
            return false;
        }
        var end = token.End + 1;
        while (end < sql.Length && SqlCharacters.IsBindNamePart(sql[end]))
        {
            end++;
        }
        Add(new(SqlBindKind.Named, token.Start, end - token.Start));
        lexer.Position = end;
        return true;
    }

    readonly bool IsBehindWord(int colon) => colon > 0 && (SqlCharacters.IsWordPart(sql[colon - 1]) || sql[colon - 1] == ':');

    readonly bool EndsOperand(SqlToken token) =>
        token.Kind switch
        {
            SqlTokenKind.Text or SqlTokenKind.DollarString or SqlTokenKind.Number or SqlTokenKind.QuotedIdentifier => true,
            SqlTokenKind.Variable => true,
            SqlTokenKind.Punctuation => sql[token.Start] is ')' or ']',
            _ => false,
        };

    void AcceptHoles(SqlToken token)
    {
        if (token.Kind == SqlTokenKind.Punctuation && holes[nextHole].Position == token.Start)
        {
            RefuseIfGlued(holes[nextHole]);
            nextHole++;
            Add(new(SqlBindKind.Hole, token.Start, 1));
            return;
        }
        for (; nextHole < holes.Count && holes[nextHole].Position < token.End; nextHole++)
        {
            var (place, fix) = token.Kind switch
            {
                SqlTokenKind.Comment or SqlTokenKind.ConditionalComment => ("a comment", "take the hole out of the comment"),
                SqlTokenKind.QuotedIdentifier => ("a quoted identifier", "write Sql.Identifier(…) in the hole and no quotes around it"),
                _ => ("a string literal", "take the quotes away, the parameter needs none; to build a string, join it with || or concat()"),
            };
            refusals.Add($"hole {{{nextHole}}} is inside {place}, where it would become text instead of a parameter · {fix}");
        }
    }

    readonly void RefuseIfGlued(SqlHole hole)
    {
        var before = hole.Position > 0 ? sql[hole.Position - 1] : ' ';
        var after = hole.Position + 1 < sql.Length ? sql[hole.Position + 1] : ' ';
        var isGlued =
            before == SqlHole.Mark
            || SqlCharacters.IsWordPart(before)
            || SqlCharacters.IsWordPart(after)
            || (before == '@' && (syntax.HasVariables || syntax.HasNamedParameters))
            || (hole.Name is not null && (before is '"' or '`' or '[' or ']' or '&' or '\'' || after is '"' or '`' or '['));
        if (isGlued)
        {
            refusals.Add(
                $"hole {{{nextHole}}} touches the word beside it, and a parameter cannot be part of a word · "
                    + "write a space between, or put the whole name into the hole with Sql.Identifier(…)"
            );
        }
    }

    void Add(SqlBind bind)
    {
        var isBare = listStage == ListStage.AfterIn;
        listStage = listStage == ListStage.AfterParenthesis ? ListStage.AfterBind : ListStage.None;
        binds.Add(isBare ? bind with { ListPlace = ListPlace.Bare, ListStart = listStart, ListEnd = bind.End } : bind);
        isAfterOperand = true;
    }

    void FollowList(SqlToken token)
    {
        var text = lexer.Text(token);
        if (token.Kind == SqlTokenKind.Word && text.Equals("in", StringComparison.OrdinalIgnoreCase))
        {
            listStart = listStage == ListStage.AfterNot ? listStart : token.Start;
            listStage = ListStage.AfterIn;
        }
        else if (token.Kind == SqlTokenKind.Word && text.Equals("not", StringComparison.OrdinalIgnoreCase))
        {
            (listStart, listStage) = (token.Start, ListStage.AfterNot);
        }
        else if (listStage == ListStage.AfterBind && text is ")")
        {
            binds[^1] = binds[^1] with { ListPlace = ListPlace.Parenthesized, ListStart = listStart, ListEnd = token.End };
            listStage = ListStage.None;
        }
        else
        {
            listStage = listStage == ListStage.AfterIn && text is "(" ? ListStage.AfterParenthesis : ListStage.None;
        }
    }
}
