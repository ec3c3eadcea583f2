namespace Dialtone.Parameters;

/// <summary>SQLite's own <c>file:</c> names, which carry parameters that nothing else can express.</summary>
static class SqliteUri
{
    public const string Memory = ":memory:";

    public static bool IsUri(string database) => database.StartsWith("file:", StringComparison.Ordinal);

    /// <summary>Whether a name means a database that lives in memory.</summary>
    public static bool IsMemory(string database) =>
        database == Memory || (IsUri(database) && (FilePath(database) == Memory || Query(database).Split('&').Contains("mode=memory")));

    /// <summary>The file that a name means.</summary>
    public static string FilePath(string database)
    {
        if (!IsUri(database))
            return database;
        var end = database.AsSpan().IndexOfAny('?', '#');
        var path = PercentEncoding.Decode((end < 0 ? database : database.AsSpan(0, end))["file:".Length..]);
        // "file://host/path" has an authority, which SQLite wants empty or "localhost".
        foreach (var authority in (string[])["//localhost/", "///"])
            if (path.StartsWith(authority, StringComparison.Ordinal))
                return path[(authority.Length - 1)..];
        return path;
    }

    /// <summary>A <c>file:</c> name with parameters added to those that it has.</summary>
    public static string WithParameters(string database, IEnumerable<(string Key, string Value)> parameters)
    {
        var name = IsUri(database) ? database : $"file:{PercentEncoding.Encode(database, "/:\\")}";
        var added = string.Join('&', parameters.Select(pair => $"{pair.Key}={PercentEncoding.Encode(pair.Value, "")}"));
        return added.Length == 0 ? database : $"{name}{(name.Contains('?') ? '&' : '?')}{added}";
    }

    static string Query(string database)
    {
        var start = database.IndexOf('?');
        return start < 0 ? "" : database[(start + 1)..].Split('#')[0];
    }
}
