using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>What a URL means to Node's <c>pg</c>: <c>prefer</c>, <c>require</c> and <c>verify-ca</c> are <c>verify-full</c>, unless <c>uselibpqcompat=true</c>.</summary>
static class NodePgUrl
{
    public static void Read(string text, Reading reading)
    {
        var url = SqlAlchemyUrl.Parse(text);
        string? Query(string key) =>
            url.Query.FirstOrDefault(pair => pair.Key == key).Values is { IsDefaultOrEmpty: false } values ? values[^1] : null;
        reading.Set("host", Query("host") ?? PercentEncoding.Decode(url.Host ?? ""));
        reading.Set("port", Query("port") ?? url.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        reading.Set("user", Query("user") ?? url.Username);
        reading.Set("password", Query("password") ?? url.Password?.Reveal());
        reading.Set("dbname", Query("dbname") ?? url.Database);
        ReadMode(Query("sslmode"), Query("ssl"), Query("uselibpqcompat") == "true", Query("sslrootcert"), reading);
        string[] done = ["host", "port", "user", "password", "dbname", "sslmode", "ssl", "uselibpqcompat", "sslrootcert"];
        foreach (var (key, values) in url.Query)
            if (!done.Contains(key) && !reading.TrySet(key, values[^1]))
                reading.Ignore(key);
    }

    static void ReadMode(string? mode, string? ssl, bool isLibpqCompatible, string? root, Reading reading)
    {
        var meant = (mode, ssl) switch
        {
            ("no-verify", _) => "require",
            ("disable", _) => "disable",
            ("prefer" or "require" or "verify-ca" or "verify-full", _) when !isLibpqCompatible => "verify-full",
            // There is no fallback to plaintext.
            ("prefer", _) => "require",
            ({ } given, _) => given,
            (null, "true" or "1") => "verify-full",
            _ => "disable",
        };
        reading.Set("sslmode", meant);
        if (mode is not null && meant != mode)
            reading.Warn("sslmode", $"in a URL for Node's pg this sslmode means {meant}, which is what is written");
        if (meant is "verify-full")
            reading.Set("sslrootcert", root ?? TlsIntent.SystemRoots);
        else if (meant is "verify-ca" || (mode == "require" && isLibpqCompatible))
            reading.Set("sslrootcert", root);
    }
}
