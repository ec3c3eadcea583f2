namespace Dialtone.Sql;

ref partial struct SqlLexer
{
    readonly SqlToken ScanWhitespace(int start)
    {
        var end = start + 1;
        while (end < text.Length && SqlCharacters.IsBlank(text[end]))
        {
            end++;
        }
        return new(SqlTokenKind.Whitespace, start, end - start);
    }

    SqlToken ScanWord(int start)
    {
        var end = ScanWordParts(start + 1);
        if (end == start + 1 && At(end) is '\'' or '"' or '&')
        {
            var first = text[start];
            if (text[end] == '\'' && syntax.StringPrefixes.Contains(first))
            {
                var escapes = syntax.HasEscapeStrings && first is 'e' or 'E';
                return ScanQuoted(SqlTokenKind.Text, start, end + 1, '\'', syntax.HasBackslashEscapes || escapes, continues: escapes);
            }
            if (text[end] == '&' && syntax.HasUnicodePrefix && first is 'u' or 'U' && At(end + 1) is '\'' or '"')
            {
                var kind = text[end + 1] == '"' ? SqlTokenKind.QuotedIdentifier : SqlTokenKind.Text;
                return ScanQuoted(kind, start, end + 2, text[end + 1], backslash: false);
            }
        }
        return BeforeDelimiter(new(SqlTokenKind.Word, start, end - start));
    }

    int ScanWordParts(int index)
    {
        while (SqlCharacters.IsWordPart(At(index)))
        {
            index++;
        }
        return index;
    }

    SqlToken ScanNumber(int start)
    {
        var end = start;
        if (text[start] == '0' && At(start + 1) is 'x' or 'X' or 'o' or 'O' or 'b' or 'B' && char.IsAsciiHexDigit(At(start + 2)))
        {
            end = start + 2;
            while (char.IsAsciiHexDigit(At(end)) || (At(end) == '_' && char.IsAsciiHexDigit(At(end + 1))))
            {
                end++;
            }
            return new(SqlTokenKind.Number, start, end - start);
        }
        end = ScanDigits(end);
        // "1..10" is a range in procedural code, not "1." and ".10".
        if (At(end) == '.' && At(end + 1) != '.')
        {
            end = ScanDigits(end + 1);
        }
        if (At(end) is 'e' or 'E')
        {
            var exponent = At(end + 1) is '+' or '-' ? end + 2 : end + 1;
            if (SqlCharacters.IsDigit(At(exponent)))
            {
                end = ScanDigits(exponent);
            }
        }
        return new(SqlTokenKind.Number, start, end - start);
    }

    int ScanDigits(int index)
    {
        while (SqlCharacters.IsDigit(At(index)) || (At(index) == '_' && SqlCharacters.IsDigit(At(index + 1))))
        {
            index++;
        }
        return index;
    }

    SqlToken ScanOperator(int start)
    {
        var end = start + 1;
        while (IsOperator(At(end)) && !IsLineComment(end) && !IsBlockComment(end) && !IsConditionalEnd(end))
        {
            end++;
        }
        return new(SqlTokenKind.Operator, start, end - start);
    }

    SqlToken ScanQuestionMark(int start)
    {
        var end = start + 1;
        while (syntax.HasNamedParameters && SqlCharacters.IsDigit(At(end)))
        {
            end++;
        }
        return new(SqlTokenKind.Parameter, start, end - start);
    }

    SqlToken ScanNamedParameter(int start)
    {
        var end = ScanWordParts(start + 1);
        return new(end == start + 1 ? SqlTokenKind.Punctuation : SqlTokenKind.Parameter, start, end - start);
    }

    SqlToken ScanVariable(int start)
    {
        var end = At(start + 1) == '@' ? start + 2 : start + 1;
        if (At(end) is '\'' or '"' or '`')
        {
            return ScanQuoted(SqlTokenKind.Variable, start, end + 1, text[end], backslash: text[end] != '`');
        }
        while (SqlCharacters.IsWordPart(At(end)) || At(end) == '.')
        {
            end++;
        }
        return BeforeDelimiter(new(SqlTokenKind.Variable, start, end - start));
    }
}
