using System.Collections.Frozen;

namespace Dialtone.Parameters;

/// <summary>The character sets of MySQL 8 and MariaDB. Source: <c>SHOW CHARACTER SET</c>.</summary>
static class MySqlCharsets
{
    static readonly FrozenSet<string> Names = FrozenSet.ToFrozenSet(
        (
            "armscii8 ascii auto big5 binary cp1250 cp1251 cp1256 cp1257 cp850 cp852 cp866 cp932 dec8 eucjpms euckr gb18030 gb2312 gbk geostd8 "
            + "greek hebrew hp8 keybcs2 koi8r koi8u latin1 latin2 latin5 latin7 macce macroman sjis swe7 tis620 ucs2 ujis utf16 utf16le utf32 "
            + "utf8 utf8mb3 utf8mb4"
        ).Split(' '),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Whether a server would take the name; <c>auto</c> is the client's own word for the locale's.</summary>
    public static bool Knows(string name) => Names.Contains(name);
}
