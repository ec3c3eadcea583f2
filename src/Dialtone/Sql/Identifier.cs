namespace Dialtone.Sql;

/// <summary>Writes names into SQL.</summary>
static class Identifier
{
    /// <summary>A name in the dialect's quotes, whatever it holds.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds a NUL character, which no quotes can carry.</exception>
    public static string Quote(string name, SqlSyntax syntax)
    {
        ThrowIfInvalid(name);
        var quote = syntax.IdentifierQuote.ToString();
        return quote + name.Replace(quote, quote + quote, StringComparison.Ordinal) + quote;
    }

    /// <summary>Several parts, each quoted, with dots between.</summary>
    public static string Quote(ReadOnlySpan<string> parts, SqlSyntax syntax)
    {
        var quoted = Quote(parts[0], syntax);
        foreach (var part in parts[1..])
        {
            quoted += "." + Quote(part, syntax);
        }
        return quoted;
    }

    /// <summary>A name as a person would write it: with quotes only if the server would read it otherwise.</summary>
    /// <exception cref="ArgumentException">The name is empty or holds a NUL character.</exception>
    public static string QuoteIfNeeded(string name, SqlSyntax syntax) =>
        IsRegular(name, syntax) && !ReservedWords.Contains(syntax.ReservedWords, name) ? name : Quote(name, syntax);

    public static void ThrowIfInvalid(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (name.Contains('\0'))
        {
            throw new ArgumentException("a name cannot hold the character NUL (U+0000)", nameof(name));
        }
    }

    /// <summary>Letters of ASCII, digits and underscores: what every server reads alike in every character set.</summary>
    static bool IsRegular(string name, SqlSyntax syntax)
    {
        if (string.IsNullOrEmpty(name) || char.IsAsciiDigit(name[0]))
        {
            return false;
        }
        foreach (var c in name)
        {
            if (
                c != '_'
                && !char.IsAsciiLetterLower(c)
                && !char.IsAsciiDigit(c)
                && (syntax.FoldsToLowerCase || !char.IsAsciiLetterUpper(c))
            )
            {
                return false;
            }
        }
        return true;
    }
}
