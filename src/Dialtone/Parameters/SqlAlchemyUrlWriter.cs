using System.Globalization;
using System.Text;

namespace Dialtone.Parameters;

/// <summary>Writes a URL in SQLAlchemy's grammar.</summary>
static class SqlAlchemyUrlWriter
{
    const string Hidden = "***";

    public static string Write(SqlAlchemyUrl url, bool hideSecrets)
    {
        var text = new StringBuilder(url.DriverName).Append("://");
        if (url.Username is { } username)
        {
            text.Append(PercentEncoding.Encode(username, " +"));
            if (url.Password is { } password)
                text.Append(':').Append(hideSecrets ? Hidden : PercentEncoding.Encode(password.Reveal(), " +"));
            text.Append('@');
        }
        if (url.Host is { } host)
            text.Append(
                hideSecrets ? HideTail(host)
                : host.Contains(':') ? $"[{host}]"
                : host
            );
        if (url.Port is { } port)
            text.Append(CultureInfo.InvariantCulture, $":{port}");
        if (url.Database is { } database)
            text.Append('/').Append(hideSecrets && HoldsCredentials(url) ? Hidden : PercentEncoding.Encode(database, " +/"));
        var separator = '?';
        foreach (var (key, values) in url.Query.OrderBy(item => item.Key, StringComparer.Ordinal))
        foreach (var value in values)
        {
            var shown = hideSecrets && IsSecret(key, value) ? Hidden : PercentEncoding.EncodeQuery(value);
            text.Append(separator).Append(PercentEncoding.EncodeQuery(key)).Append('=').Append(shown);
            separator = '&';
        }
        return text.ToString();
    }

    // A raw "@" in a password ends it, and the rest of it becomes the start of the host.
    static string HideTail(string host)
    {
        var at = host.LastIndexOf('@');
        var shown = host.Contains(':') ? $"[{host[(at + 1)..]}]" : host[(at + 1)..];
        return at < 0 ? shown : $"{Hidden}@{shown}";
    }

    // A raw "/" in a user name ends the host, and the whole password becomes part of the database.
    static bool HoldsCredentials(SqlAlchemyUrl url) =>
        url is { Username: null, Database: { } database }
        && database.IndexOf(':') is var colon and >= 0
        && database.IndexOf('@', colon) > 0;

    static bool IsSecret(string key, string value)
    {
        ReadOnlySpan<string> secretKeys =
        [
            "password",
            "passwd",
            "pwd",
            "passphrase",
            "secret",
            "token",
            "scram_client_key",
            "scram_server_key",
        ];
        foreach (var secret in secretKeys)
            if (key.Contains(secret, StringComparison.OrdinalIgnoreCase))
                return true;
        return value.Contains("pwd=", StringComparison.OrdinalIgnoreCase)
            || value.Contains("password=", StringComparison.OrdinalIgnoreCase);
    }
}
