using System.Text;
using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>The URL of MySQL Shell and of sqlx: <c>mysql://user@host:port/database?ssl-mode=…</c>.</summary>
static class MySqlUrlText
{
    /// <summary>Writes the URL with every parameter that is not taken yet, as a key with hyphens.</summary>
    public static string Write(Draft draft, Predicate<string>? fits = null) => Write(draft, Rest(draft, fits));

    /// <summary>Writes the URL with a query of the caller's.</summary>
    public static string Write(Draft draft, IReadOnlyList<(string Name, string Value)> query)
    {
        var url = new StringBuilder("mysql://");
        var host = draft.TakeHost();
        var user = draft.Take("user");
        var password = draft.Take("password");
        if (user is not null || password is not null)
        {
            url.Append(Encode(user ?? ""));
            if (password is not null)
                url.Append(':').Append(Encode(password));
            url.Append('@');
        }
        url.Append(
            host.IsSocket ? "localhost"
            : host.Name.Contains(':') ? $"[{host.Name}]"
            : Encode(host.Name)
        );
        if (host is { IsSocket: false, Port: { } port })
            url.Append(':').Append(port);
        url.Append('/').Append(Encode(draft.Take("database") ?? ""));
        var separator = '?';
        foreach (var (name, value) in host.IsSocket ? query.Prepend(("socket", host.Name)) : query)
        {
            url.Append(separator).Append(name).Append('=').Append(PercentEncoding.Encode(value, "/"));
            separator = '&';
        }
        return url.ToString();
    }

    /// <summary>Reads such a URL, or one of SQLAlchemy's.</summary>
    public static void Read(string text, Reading reading)
    {
        var url = SqlAlchemyUrl.Parse(text);
        reading.Set("host", PercentEncoding.Decode(url.Host ?? ""));
        reading.Set("port", url.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        reading.Set("user", url.Username);
        reading.Set("password", url.Password?.Reveal());
        reading.Set("database", url.Database);
        foreach (var (key, values) in url.Query)
        {
            var keyword = key switch
            {
                "socket" => "unix_socket",
                "sslmode" => "ssl_mode",
                _ => key.Replace('-', '_'),
            };
            if (!reading.TrySet(keyword, values[^1]))
                reading.Ignore(key);
        }
    }

    static List<(string Name, string Value)> Rest(Draft draft, Predicate<string>? fits)
    {
        string[] parts = ["host", "port", "unix_socket", "user", "password", "database"];
        draft.TakeMode(hasPrefer: true);
        List<(string, string)> pairs = [("ssl-mode", draft.Tls.Mode["ssl_mode=".Length..])];
        pairs.AddRange(
            draft
                .TakeAll(keyword => !parts.Contains(keyword) && fits?.Invoke(keyword) != false)
                .Select(pair => (pair.Keyword.Replace('_', '-'), pair.Value))
        );
        return pairs;
    }

    static string Encode(string text) => PercentEncoding.Encode(text, "");
}
