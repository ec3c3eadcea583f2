using System.Text;

namespace Dialtone.Parameters;

/// <summary>Reads libpq's keyword/value strings, such as <c>host=db sslmode=verify-full</c>.</summary>
/// <remarks>
/// A word after a secret value may be the rest of a secret that should have been quoted. libpq repeats such a word in its error text;
/// here it is named by its position unless it is a keyword, or nearly one.
/// </remarks>
ref struct KeywordValueString
{
    readonly ReadOnlySpan<char> text;
    readonly ParameterSetBuilder builder;
    int position;
    bool afterSecret;

    KeywordValueString(ReadOnlySpan<char> text, ParameterSetBuilder builder)
    {
        this.text = text;
        this.builder = builder;
    }

    public static ParameterSet Parse(string text)
    {
        var reader = new KeywordValueString(text, new(PostgresKeywords.Table, new ParameterSource.TargetText()));
        while (reader.SkipBlanks())
            reader.ReadPair();
        return reader.builder.ToSet();
    }

    readonly bool AtEnd => position == text.Length;

    /// <summary>Moves to the next character that is no blank; false at the end.</summary>
    bool SkipBlanks()
    {
        while (!AtEnd && LibpqText.IsSpace(text[position]))
            position++;
        return !AtEnd;
    }

    void ReadPair()
    {
        var start = position;
        while (!AtEnd && text[position] != '=' && !LibpqText.IsSpace(text[position]))
            position++;
        var keyword = text[start..position].ToString();
        if (!SkipBlanks() || text[position] != '=')
            throw ParameterErrors.Parse(
                $"missing \"=\" after {(MayShow(keyword) ? $"\"{keyword}\"" : $"the word at position {start + 1}")} in connection info string",
                "quote a value that has blanks: keyword='a value'"
            );
        position++;
        SkipBlanks();
        var value = !AtEnd && text[position] == '\'' ? ReadQuoted() : ReadBare();
        Store(keyword, start, value);
    }

    string ReadBare()
    {
        var value = new StringBuilder();
        while (!AtEnd)
        {
            var character = text[position++];
            if (LibpqText.IsSpace(character))
                break;
            if (character != '\\')
                value.Append(character);
            else if (!AtEnd)
                value.Append(text[position++]);
        }
        return value.ToString();
    }

    string ReadQuoted()
    {
        var value = new StringBuilder();
        for (position++; !AtEnd; )
        {
            var character = text[position++];
            if (character == '\'')
                return value.ToString();
            if (character != '\\')
                value.Append(character);
            else if (!AtEnd)
                value.Append(text[position++]);
        }
        throw ParameterErrors.Parse("unterminated quoted string in connection info string", "write a quote inside a value as \\'");
    }

    void Store(string keyword, int start, string value)
    {
        if (keyword == "requiressl")
            (keyword, value) = ("sslmode", value is ['1', ..] ? "require" : "prefer");
        if (!builder.TrySet(keyword, value))
            throw ParameterErrors.UnknownKey(
                $"invalid connection option {(MayShow(keyword) ? $"\"{keyword}\"" : $"at position {start + 1}")}",
                keyword,
                builder.Table
            );
        afterSecret |= builder.Table[keyword].IsSecret;
    }

    /// <summary>Whether an error may repeat a word: not one that may be a piece of a secret.</summary>
    readonly bool MayShow(string word) => builder.Table.IsNear(word) || !(afterSecret || word.Contains(':') || word.Contains('@'));
}
