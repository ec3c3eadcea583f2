namespace Dialtone.Sql;

/// <summary>Walks a statement's tokens that are not blank, with words in lower case and the depth of parentheses.</summary>
/// <param name="sql">The statement.</param>
/// <param name="syntax">Its dialect.</param>
/// <param name="buffer">Room for one keyword; a longer word is none.</param>
ref struct WordReader(ReadOnlySpan<char> sql, SqlSyntax syntax, Span<char> buffer)
{
    public const int LongestKeyword = 24;

    readonly Span<char> buffer = buffer;
    SqlLexer lexer = new(sql, syntax);

    public SqlSyntax Syntax { get; } = syntax;

    public int Depth { get; private set; }

    /// <summary>The current word in lower case; empty for every other token.</summary>
    public ReadOnlySpan<char> Word { get; private set; }

    /// <summary>The current token as it is written.</summary>
    public readonly ReadOnlySpan<char> Token => lexer.Text(lexer.Current);

    /// <summary>Where the current token begins.</summary>
    public readonly int Start => lexer.Current.Start;

    /// <summary>Where the current token ends.</summary>
    public readonly int End => lexer.Current.End;

    /// <summary>Whether the current token can be a name: a word or a quoted identifier.</summary>
    public readonly bool IsName => lexer.Current.Kind is SqlTokenKind.Word or SqlTokenKind.QuotedIdentifier;

    public bool MoveNext()
    {
        Word = default;
        if (!lexer.MoveNextSignificant())
        {
            return false;
        }
        if (lexer.Current is { Kind: SqlTokenKind.Word, Length: <= LongestKeyword })
        {
            Word = buffer[..Token.ToLowerInvariant(buffer)];
        }
        else if (Token is "(")
        {
            Depth++;
        }
        else if (Token is ")")
        {
            Depth--;
        }
        return true;
    }

    /// <summary>The next token's word; empty for every other token and at the end.</summary>
    public ReadOnlySpan<char> Next()
    {
        MoveNext();
        return Word;
    }
}
