using System.Collections.Frozen;

namespace Dialtone.Parameters;

/// <summary>The names under which PostgreSQL 18 knows encodings that a client may ask for.</summary>
/// <remarks>Source: <c>pg_encname_tbl</c> of PostgreSQL's common code, and its rule for comparing: letters and digits only, without case.</remarks>
static class PostgresEncodings
{
    static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet([
        "abc",
        "alt",
        "big5",
        "euccn",
        "eucjis2004",
        "eucjp",
        "euckr",
        "euctw",
        "gb18030",
        "gbk",
        "johab",
        "koi8",
        "koi8r",
        "koi8u",
        "mskanji",
        "muleinternal",
        "shiftjis",
        "shiftjis2004",
        "sjis",
        "sqlascii",
        "tcvn",
        "tcvn5712",
        "uhc",
        "unicode",
        "utf8",
        "vscii",
        "win",
        .. Numbered("latin", 1, 10),
        .. Numbered("iso8859", 1, 10),
        .. Numbered("iso8859", 13, 16),
        .. from prefix in (string[])["win", "windows"]
        from number in (string[])["866", "874", "932", "936", "949", "950", .. Numbered("", 1250, 1258)]
        select prefix + number,
    ]);

    /// <summary>Whether a server would take the name.</summary>
    public static bool Knows(string name) =>
        Names.Contains(string.Concat(name.Where(char.IsAsciiLetterOrDigit).Select(char.ToLowerInvariant)));

    static IEnumerable<string> Numbered(string prefix, int first, int last) =>
        Enumerable.Range(first, last - first + 1).Select(number => $"{prefix}{number}");
}
