namespace Dialtone.Sql;

/// <summary>Character classes that the three servers share.</summary>
static class SqlCharacters
{
    public static bool IsBlank(char c) => c is ' ' or (>= '\t' and <= '\r');

    public static bool IsDigit(char c) => char.IsAsciiDigit(c);

    /// <summary>Every character beyond ASCII counts as a letter, as in the servers' own lexers (also a no-break space).</summary>
    public static bool IsWordStart(char c) => char.IsAsciiLetter(c) || c == '_' || c >= 0x80;

    public static bool IsWordPart(char c) => char.IsAsciiLetterOrDigit(c) || c is '_' or '$' || c >= 0x80;

    public static bool IsBindNameStart(char c) => c == '_' || char.IsLetter(c) || char.IsSurrogate(c);

    /// <summary>
    /// The dollar sign is in, as in the servers' own names: a bind that ended before it would leave <c>@p1$rest</c>, another parameter.
    /// </summary>
    public static bool IsBindNamePart(char c) => c is '_' or '$' || char.IsLetterOrDigit(c) || char.IsSurrogate(c) || IsMark(c);

    static bool IsMark(char c) =>
        c >= 0x80
        && char.GetUnicodeCategory(c)
            is System.Globalization.UnicodeCategory.NonSpacingMark
                or System.Globalization.UnicodeCategory.SpacingCombiningMark;
}
