namespace Dialtone.Sql;

/// <summary>How far a long token has been read, so that more text does not mean reading it again.</summary>
readonly record struct LexerProgress(int Position, int Depth);

/// <summary>
/// Cuts SQL into tokens that cover the text exactly. It never throws: what the quoting rules leave open runs to the end and is flagged,
/// and a character of no meaning is punctuation.
/// </summary>
/// <remarks>
/// With <c>isFinal</c> false the text is the beginning of a longer one: <see cref="MoveNext"/> stops before a token that more text could change.
/// </remarks>
ref partial struct SqlLexer(ReadOnlySpan<char> text, SqlSyntax syntax, bool isFinal = true)
{
    readonly ReadOnlySpan<char> text = text;
    bool touchedEnd;
    bool inConditionalComment;

    public SqlToken Current { get; private set; }

    /// <summary>Where the next token begins; may be moved forward.</summary>
    public int Position { get; set; }

    public LexerProgress Progress { get; set; }

    /// <summary>The terminator that the client command DELIMITER has set.</summary>
    public string? Delimiter { get; set; }

    public bool MoveNext()
    {
        if (Position >= text.Length)
        {
            return false;
        }
        touchedEnd = false;
        var token = Scan(Position);
        if (touchedEnd && !isFinal)
        {
            return false;
        }
        Progress = default;
        Position = token.End;
        Current = token;
        return true;
    }

    /// <summary>Moves to the next token that is neither white space nor an ordinary comment.</summary>
    public bool MoveNextSignificant()
    {
        while (MoveNext())
        {
            if (!Current.IsBlank)
            {
                return true;
            }
        }
        return false;
    }

    public readonly ReadOnlySpan<char> Text(SqlToken token) => text.Slice(token.Start, token.Length);

    SqlToken Scan(int start)
    {
        var c = text[start];
        if (Delimiter is not null && !inConditionalComment && IsDelimiterAt(start))
        {
            return new(SqlTokenKind.Delimiter, start, Delimiter.Length);
        }
        if (SqlCharacters.IsBlank(c))
        {
            return ScanWhitespace(start);
        }
        if (SqlCharacters.IsWordStart(c) || (c == '$' && syntax.HasDollarWords))
        {
            return ScanWord(start);
        }
        if (SqlCharacters.IsDigit(c) || (c == '.' && SqlCharacters.IsDigit(At(start + 1))))
        {
            return BeforeDelimiter(ScanNumber(start));
        }
        if (IsLineComment(start))
        {
            return ScanLineComment(start);
        }
        if (IsBlockComment(start))
        {
            return ScanBlockComment(start);
        }
        switch (c)
        {
            case '\'':
                return ScanQuoted(SqlTokenKind.Text, start, start + 1, c, syntax.HasBackslashEscapes);
            case '"' when syntax.HasDoubleQuotedStrings:
                return ScanQuoted(SqlTokenKind.Text, start, start + 1, c, syntax.HasBackslashEscapes);
            case '"':
            case '`' when syntax.HasBacktickIdentifiers:
                return ScanQuoted(SqlTokenKind.QuotedIdentifier, start, start + 1, c, backslash: false);
            case '[' when syntax.HasBracketIdentifiers:
                return ScanBracketed(start);
            case '$' when syntax.HasDollarQuotes:
                return ScanDollar(start);
            case '$' or '@' when syntax.HasNamedParameters:
                return ScanNamedParameter(start);
            case '@' when syntax.HasVariables:
                return ScanVariable(start);
            case '?' when syntax.HasQuestionMarkParameters:
                return ScanQuestionMark(start);
            case ':' when At(start + 1) is ':' or '=':
                return new(SqlTokenKind.Operator, start, 2);
            case ':' when syntax.HasNamedParameters:
                return ScanNamedParameter(start);
        }
        return IsOperator(c) ? BeforeDelimiter(ScanOperator(start)) : new(SqlTokenKind.Punctuation, start, 1);
    }

    /// <summary>The character at an index, or NUL beyond the text, in which case more text could change the token.</summary>
    char At(int index)
    {
        if ((uint)index < (uint)text.Length)
        {
            return text[index];
        }
        touchedEnd = true;
        return '\0';
    }

    readonly bool IsOperator(char c) => syntax.OperatorCharacters.Contains(c);

    bool IsLineComment(int start)
    {
        if (text[start] == '#')
        {
            return syntax.HasHashComments;
        }
        if (text[start] != '-' || At(start + 1) != '-')
        {
            return false;
        }
        return !syntax.DashCommentNeedsBlank || At(start + 2) is <= ' ' or '\x7f';
    }

    bool IsBlockComment(int start) => text[start] == '/' && At(start + 1) == '*';

    bool IsDelimiterAt(int start)
    {
        for (var i = 0; i < Delimiter!.Length; i++)
        {
            if (At(start + i) != Delimiter[i])
            {
                return false;
            }
        }
        return true;
    }

    /// <summary>The delimiter may stand inside what would be one token: <c>END$$</c>.</summary>
    SqlToken BeforeDelimiter(SqlToken token)
    {
        if (Delimiter is null || inConditionalComment)
        {
            return token;
        }
        for (var i = token.Start + 1; i < token.End; i++)
        {
            if (text[i] == Delimiter[0] && IsDelimiterAt(i))
            {
                return token with { Length = i - token.Start };
            }
        }
        return token;
    }

    SqlToken Unterminated(SqlTokenKind kind, int start, LexerProgress progress)
    {
        touchedEnd = true;
        Progress = progress;
        return new(kind, start, text.Length - start, IsTerminated: false);
    }
}
