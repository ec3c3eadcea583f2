namespace Dialtone.Sql;

/// <summary>Finds statement after statement in a text that may still grow at its end. Whole scripts and streams both go through it.</summary>
sealed class StatementScanner(SqlSyntax syntax)
{
    readonly BlockTracker blocks = syntax.NewBlockTracker();
    string? delimiter;
    LexerProgress progress;
    int position;
    int start = -1;
    int end;
    bool hasCode;
    int parentheses;
    int line = 1;
    int lineCountedTo;
    bool isJudged;

    /// <summary>What the text waits for; true once the final end has been reached.</summary>
    public SqlCompleteness Completeness { get; private set; }

    /// <summary>Everything before this index is done with.</summary>
    public int DoneTo => start >= 0 ? start : position;

    /// <summary>Whether a backslash outside literals and comments stops the reading, because it begins a command of the client.</summary>
    public bool StopsAtBackslash { get; init; }

    /// <summary>Where the reading goes on.</summary>
    public int Position => position;

    /// <summary>Where the reading stopped at a backslash, or -1.</summary>
    public int Backslash { get; private set; } = -1;

    /// <summary>Where the statement that is not whole yet begins, or -1 if none has begun.</summary>
    public int Start => start;

    /// <summary>Finds the next statement, or returns false when it needs more text or none follows.</summary>
    /// <param name="text">The text of the call before, with more at its end.</param>
    /// <param name="isFinal">No more text will come, so what is left is the last statement.</param>
    /// <param name="statement">The statement found.</param>
    public bool TryRead(ReadOnlySpan<char> text, bool isFinal, out SqlStatement statement)
    {
        var lexer = new SqlLexer(text, syntax, isFinal)
        {
            Position = position,
            Progress = progress,
            Delimiter = delimiter,
        };
        var last = default(SqlToken);
        Backslash = -1;
        while (lexer.MoveNext())
        {
            last = lexer.Current;
            if (StopsAtBackslash && last.Kind == SqlTokenKind.Punctuation && text[last.Start] == '\\')
            {
                (position, progress) = (last.Start, default);
                Backslash = last.Start;
                statement = default;
                return false;
            }
            if (IsDelimiterCommand(last, text))
            {
                if (!isFinal && !text[last.End..].Contains('\n'))
                {
                    // The command's line is not whole yet.
                    break;
                }
                if (TryTakeDelimiter(ref lexer, text))
                {
                    continue;
                }
            }
            position = last.End;
            if (IsTerminator(last, text))
            {
                if (TryTakeStatement(text, out statement))
                {
                    progress = default;
                    return true;
                }
                continue;
            }
            Accept(last, lexer.Text(last));
        }
        progress = lexer.Progress;
        if (!isFinal)
        {
            statement = default;
            return false;
        }
        if (!isJudged)
        {
            isJudged = true;
            Completeness = Judge(last, text);
        }
        return TryTakeStatement(text, out statement);
    }

    /// <summary>Tells that the first characters of the text have been thrown away.</summary>
    public void Forget(int count, ReadOnlySpan<char> text)
    {
        CountLines(text, count);
        lineCountedTo -= count;
        position -= count;
        end -= count;
        start = start < 0 ? start : start - count;
        if (progress != default)
        {
            progress = progress with { Position = progress.Position - count };
        }
    }

    /// <summary>Ends the statement that has begun, as its terminator would.</summary>
    public bool TryEnd(ReadOnlySpan<char> text, out SqlStatement statement) => TryTakeStatement(text, out statement);

    bool IsTerminator(SqlToken token, ReadOnlySpan<char> text) =>
        delimiter is not null
            ? token.Kind == SqlTokenKind.Delimiter
            : token.Kind == SqlTokenKind.Punctuation
                && text[token.Start] == ';'
                && !blocks.IsInBody
                && (parentheses == 0 || !syntax.ParenthesesHideTerminator);

    void Accept(SqlToken token, ReadOnlySpan<char> text)
    {
        if (token.Kind == SqlTokenKind.Whitespace)
        {
            return;
        }
        if (start < 0)
        {
            if (token.Kind == SqlTokenKind.Comment && text[0] != '/')
            {
                return;
            }
            start = token.Start;
        }
        end = token.End;
        // A comment left open goes to the server, which says so; dropped, it would silently swallow the rest of a script.
        if (token is { Kind: SqlTokenKind.Comment, IsTerminated: true })
        {
            return;
        }
        hasCode = true;
        if (token.Kind == SqlTokenKind.Punctuation)
        {
            parentheses = Math.Max(
                0,
                parentheses
                    + (
                        text[0] == '(' ? 1
                        : text[0] == ')' ? -1
                        : 0
                    )
            );
        }
        if (delimiter is null)
        {
            blocks.Accept(token.Kind, text);
        }
    }

    bool TryTakeStatement(ReadOnlySpan<char> text, out SqlStatement statement)
    {
        statement = default;
        if (hasCode)
        {
            CountLines(text, start);
            statement = new(start, end - start, line);
        }
        var found = hasCode;
        (start, hasCode, parentheses) = (-1, false, 0);
        blocks.Reset();
        return found;
    }

    void CountLines(ReadOnlySpan<char> text, int index)
    {
        if (index > lineCountedTo)
        {
            line += text[lineCountedTo..index].Count('\n');
            lineCountedTo = index;
        }
    }

    bool IsDelimiterCommand(SqlToken token, ReadOnlySpan<char> text) =>
        syntax.HasDelimiterCommand
        && !hasCode
        && token.Kind == SqlTokenKind.Word
        && text.Slice(token.Start, token.Length).Equals("delimiter", StringComparison.OrdinalIgnoreCase)
        && (token.End == text.Length || SqlCharacters.IsBlank(text[token.End]));

    /// <summary>Takes the first word of the rest of the line, as the mysql client does. Without one the server may say what is wrong.</summary>
    bool TryTakeDelimiter(ref SqlLexer lexer, ReadOnlySpan<char> text)
    {
        var rest = text[lexer.Current.End..];
        var length = rest.IndexOf('\n');
        rest = length < 0 ? rest : rest[..length];
        var argument = rest.Trim();
        var blank = argument.IndexOfAny(" \t");
        argument = (blank < 0 ? argument : argument[..blank]).Trim("'\"`");
        if (argument.IsEmpty)
        {
            return false;
        }
        delimiter = argument is ";" ? null : argument.ToString();
        position = lexer.Current.End + rest.Length;
        start = -1;
        lexer.Position = position;
        lexer.Delimiter = delimiter;
        return true;
    }

    SqlCompleteness Judge(SqlToken last, ReadOnlySpan<char> text)
    {
        if (last is { Length: > 0, IsTerminated: false })
        {
            return last.Kind switch
            {
                SqlTokenKind.Comment or SqlTokenKind.ConditionalComment => SqlCompleteness.Comment,
                SqlTokenKind.DollarString => SqlCompleteness.DollarQuote,
                _ => text[last.Start..last.End].IndexOfAny("'\"`[") is var quote && quote < 0
                    ? SqlCompleteness.Terminator
                    : text[last.Start + quote] switch
                    {
                        '\'' => SqlCompleteness.SingleQuote,
                        '"' => SqlCompleteness.DoubleQuote,
                        '`' => SqlCompleteness.Backtick,
                        _ => SqlCompleteness.Bracket,
                    },
            };
        }
        return !hasCode ? SqlCompleteness.Complete
            : parentheses > 0 ? SqlCompleteness.Parenthesis
            : blocks.IsInBody ? SqlCompleteness.Body
            : SqlCompleteness.Terminator;
    }
}
