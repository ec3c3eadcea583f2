using System.Text;
using Dialtone.Parameters;

namespace Dialtone.Translation;

/// <summary>Writes a URI that libpq, and every reader of URIs that is not careless, takes apart again as it was.</summary>
static class LibpqUriText
{
    public static string Write(IReadOnlyList<(string Keyword, string Value)> parameters, string scheme = "postgresql")
    {
        var rest = parameters.ToList();
        var uri = new StringBuilder(scheme).Append("://");
        var user = Pull(rest, "user");
        var password = Pull(rest, "password");
        if (user is not null || password is not null)
        {
            uri.Append(Encode(user ?? ""));
            if (password is not null)
                uri.Append(':').Append(Encode(password));
            uri.Append('@');
        }
        AppendHosts(uri, rest);
        // After a slash, what comes is the database, even if nothing comes.
        uri.Append('/');
        if (Pull(rest, "dbname") is { } database)
            uri.Append(Encode(database));
        var separator = '?';
        foreach (var (keyword, value) in rest)
        {
            uri.Append(separator).Append(keyword).Append('=').Append(Encode(value, "/"));
            separator = '&';
        }
        return uri.ToString();
    }

    static void AppendHosts(StringBuilder uri, List<(string Keyword, string Value)> rest)
    {
        var hosts = rest.Find(pair => pair.Keyword == "host").Value?.Split(',');
        var ports = rest.Find(pair => pair.Keyword == "port").Value?.Split(',');
        // Lists that do not fit together, and hosts that are no names, are clearer, and safer, in the query.
        if (hosts is null || !Array.TrueForAll(hosts, IsName) || (ports is not null && ports.Length != hosts.Length))
            return;
        rest.RemoveAll(pair => pair.Keyword is "host" or "port");
        uri.AppendJoin(
            ',',
            hosts.Select(
                (host, index) =>
                    (host.Contains(':') ? $"[{host}]" : host) + (ports is null || ports[index].Length == 0 ? "" : $":{ports[index]}")
            )
        );
    }

    static bool IsName(string host) =>
        host.Length > 0 && host.All(character => char.IsAsciiLetterOrDigit(character) || character is '.' or '-' or '_' or ':');

    static string? Pull(List<(string Keyword, string Value)> rest, string keyword)
    {
        var value = rest.Find(pair => pair.Keyword == keyword).Value;
        rest.RemoveAll(pair => pair.Keyword == keyword);
        return value;
    }

    static string Encode(string text, string safe = "") => PercentEncoding.Encode(text, safe);
}
