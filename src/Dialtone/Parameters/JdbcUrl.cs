using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>Reads what follows <c>jdbc:</c>, such as <c>postgresql://host:port,host:port/database?user=…&amp;password=…</c>.</summary>
/// <remarks>The query is a form, where <c>+</c> is a blank; the last of several values of a key counts, and a key may have none.</remarks>
sealed class JdbcUrl
{
    /// <summary>The hosts in order, each with its port or <see langword="null"/>; none if only a database is named.</summary>
    public required ImmutableArray<(string Host, string? Port)> Hosts { get; init; }

    /// <summary>What follows the hosts, as it was written; may be empty.</summary>
    public required string Database { get; init; }

    public required ImmutableArray<(string Key, string Value)> Query { get; init; }

    /// <summary>Whether the database or a key of the query holds an "@" that is not percent-encoded.</summary>
    public bool HasStrayAt => Database.Contains('@') || Query.Any(pair => pair.Key.Contains('@'));

    /// <summary>The database as the drivers of servers read it: decoded, without slashes before it.</summary>
    public string DecodedDatabase => PercentEncoding.Decode(Database.AsSpan().TrimStart('/'), plusIsBlank: true);

    /// <summary>Reads a URL without its <c>jdbc:</c>.</summary>
    public static Target Parse(string text)
    {
        var colon = text.IndexOf(':');
        if (colon <= 0)
            throw ParameterErrors.Parse("a JDBC URL needs a database kind", "write jdbc:postgresql://host/database");
        var scheme = text[..colon];
        var dialect = TargetGrammar.Dialect(scheme);
        if (scheme.Contains('+'))
            return TargetGrammar.FromSqlAlchemy(text, dialect);
        var url = Read(text[(colon + 1)..]);
        return dialect switch
        {
            "postgresql" => new Target.Postgres
            {
                Syntax = TargetSyntax.JdbcUrl,
                Explicit = JdbcPostgres.Translate(url),
                HasStrayAt = url.HasStrayAt,
            },
            "mysql" => new Target.MySql
            {
                Syntax = TargetSyntax.JdbcUrl,
                Explicit = JdbcMySql.Translate(url),
                HasStrayAt = url.HasStrayAt,
            },
            _ => new Target.Sqlite { Syntax = TargetSyntax.JdbcUrl, Explicit = JdbcSqlite.Translate(url) },
        };
    }

    /// <summary>Reads what follows the kind of the database.</summary>
    public static JdbcUrl Read(string text)
    {
        var question = text.IndexOf('?');
        var place = question < 0 ? text : text[..question];
        var hosts = "";
        if (place.StartsWith("//", StringComparison.Ordinal))
        {
            var slash = place.IndexOf('/', 2);
            hosts = slash < 0 ? place[2..] : place[2..slash];
            place = slash < 0 ? "" : place[(slash + 1)..];
        }
        if (hosts.Contains('@'))
            throw ParameterErrors.Parse(
                "a JDBC URL has no user name or password before the host",
                "write them as parameters: ?user=…&password=…, with %26 for \"&\" and %25 for \"%\""
            );
        return new()
        {
            Hosts = hosts.Length == 0 ? [] : [.. hosts.Split(',').Select(SplitHost)],
            Database = place,
            Query = question < 0 ? [] : [.. ReadQuery(text[(question + 1)..])],
        };
    }

    static (string, string?) SplitHost(string text)
    {
        var close = text.LastIndexOf(']');
        var colon = text.IndexOf(':', close + 1);
        var host = colon < 0 ? text : text[..colon];
        var port = colon < 0 ? null : text[(colon + 1)..];
        if (port is not null && (!LibpqText.TryParseInteger(port, out var number) || number is < 1 or > 65535))
            throw ParameterErrors.Parse("a port of the URL is not a number between 1 and 65535");
        return (host is ['[', .. var address, ']'] ? address : host, port);
    }

    static IEnumerable<(string, string)> ReadQuery(string query)
    {
        foreach (var pair in query.Split('&', StringSplitOptions.RemoveEmptyEntries))
        {
            var equals = pair.IndexOf('=');
            yield return equals < 0 ? (pair, "") : (pair[..equals], PercentEncoding.Decode(pair.AsSpan(equals + 1), plusIsBlank: true));
        }
    }
}
