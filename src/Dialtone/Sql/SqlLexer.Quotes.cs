namespace Dialtone.Sql;

ref partial struct SqlLexer
{
    /// <summary>A token closed by a quote that is written twice to stand for itself.</summary>
    SqlToken ScanQuoted(SqlTokenKind kind, int start, int body, char quote, bool backslash, bool continues = false)
    {
        var index = Math.Max(body, Progress.Position);
        while (true)
        {
            var step = backslash ? text[index..].IndexOfAny(quote, '\\') : text[index..].IndexOf(quote);
            if (step < 0)
            {
                return Unterminated(kind, start, new(text.Length, 0));
            }
            index += step;
            if (text[index] == '\\')
            {
                if (index + 1 == text.Length)
                {
                    return Unterminated(kind, start, new(index, 0));
                }
                index += 2;
                continue;
            }
            if (At(index + 1) == quote)
            {
                index += 2;
                continue;
            }
            if (continues && FindContinuation(index + 1) is var next and > 0)
            {
                index = next;
                continue;
            }
            Progress = new(index, 0);
            return new(kind, start, index + 1 - start);
        }
    }

    /// <summary>
    /// SQL joins literals that only white space with a line end parts, and PostgreSQL reads the later ones by the first one's escape rule:
    /// <c>E'a'</c>, new line, <c>'it\'s'</c>. Returns the index behind the reopening quote, or 0.
    /// </summary>
    int FindContinuation(int index)
    {
        var crossedLine = false;
        while (true)
        {
            var c = At(index);
            if (SqlCharacters.IsBlank(c))
            {
                crossedLine |= c is '\n' or '\r';
                index++;
            }
            else if (c == '-' && At(index + 1) == '-')
            {
                index = ScanLineComment(index).End;
            }
            else
            {
                return c == '\'' && crossedLine ? index + 1 : 0;
            }
        }
    }

    SqlToken ScanBracketed(int start)
    {
        var index = Math.Max(start + 1, Progress.Position);
        var step = text[index..].IndexOf(']');
        return step < 0
            ? Unterminated(SqlTokenKind.QuotedIdentifier, start, new(text.Length, 0))
            : new(SqlTokenKind.QuotedIdentifier, start, index + step + 1 - start);
    }

    /// <summary><c>$1</c>, <c>$tag$…$tag$</c>, or a lone dollar sign.</summary>
    SqlToken ScanDollar(int start)
    {
        var end = start + 1;
        if (SqlCharacters.IsDigit(At(end)))
        {
            while (SqlCharacters.IsDigit(At(end)))
            {
                end++;
            }
            return new(SqlTokenKind.Parameter, start, end - start);
        }
        while (At(end) != '$' && SqlCharacters.IsWordPart(At(end)))
        {
            end++;
        }
        if (At(end) != '$')
        {
            return new(SqlTokenKind.Punctuation, start, 1);
        }
        var tag = text[start..(end + 1)];
        var index = Math.Max(end + 1, Progress.Position);
        var step = text[index..].IndexOf(tag);
        // The closing tag may already have begun at the end of the text.
        return step < 0
            ? Unterminated(SqlTokenKind.DollarString, start, new(Math.Max(index, text.Length - tag.Length + 1), 0))
            : new(SqlTokenKind.DollarString, start, index + step + tag.Length - start);
    }

    SqlToken ScanLineComment(int start)
    {
        var index = Math.Max(start, Progress.Position);
        var step = text[index..].IndexOfAny(syntax.LineCommentEnds);
        if (step < 0)
        {
            touchedEnd = true;
            Progress = new(text.Length, 0);
            step = text.Length - index;
        }
        return new(SqlTokenKind.Comment, start, index + step - start);
    }

    SqlToken ScanBlockComment(int start)
    {
        if (
            syntax.HasConditionalComments
            && !inConditionalComment
            && (At(start + 2) == '!' || (At(start + 2) == 'M' && At(start + 3) == '!'))
        )
        {
            return ScanConditionalComment(start);
        }
        var index = start + 2;
        var depth = 1;
        if (Progress.Depth > 0)
        {
            (index, depth) = Progress;
        }
        while (true)
        {
            var step = syntax.HasNestedComments ? text[index..].IndexOfAny('*', '/') : text[index..].IndexOf('*');
            index = step < 0 ? text.Length : index + step;
            if (index + 1 >= text.Length)
            {
                return Unterminated(SqlTokenKind.Comment, start, new(index, depth));
            }
            var pair = text.Slice(index, 2);
            if (pair is "*/")
            {
                index += 2;
                if (--depth == 0)
                {
                    return new(SqlTokenKind.Comment, start, index - start);
                }
            }
            else if (pair is "/*")
            {
                index += 2;
                depth++;
            }
            else
            {
                index++;
            }
        }
    }

    /// <summary>The inside is code to some servers: a <c>*/</c> in its strings and line comments does not close it.</summary>
    SqlToken ScanConditionalComment(int start)
    {
        inConditionalComment = true;
        Progress = default;
        var index = start + 3;
        while (index < text.Length && !IsConditionalEnd(index))
        {
            index = Scan(index).End;
            Progress = default;
        }
        inConditionalComment = false;
        return index < text.Length
            ? new(SqlTokenKind.ConditionalComment, start, index + 2 - start)
            : Unterminated(SqlTokenKind.ConditionalComment, start, default);
    }

    bool IsConditionalEnd(int index) => inConditionalComment && text[index] == '*' && At(index + 1) == '/';
}
