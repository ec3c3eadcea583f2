namespace Dialtone.Dialects.MySql;

/// <summary>Literals of MySQL.</summary>
static class MySqlText
{
    /// <summary>A text as a literal, for a session without NO_BACKSLASH_ESCAPES.</summary>
    /// <remarks>A NUL is written as an escape: it would end the statement for some clients.</remarks>
    public static string Quote(string text) =>
        $"'{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("'", "''", StringComparison.Ordinal).Replace("\0", "\\0", StringComparison.Ordinal)}'";
}
