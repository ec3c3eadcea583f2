using System.Collections.Immutable;
using System.Globalization;

namespace Dialtone.Parameters;

/// <summary>The states of SQLAlchemy's URL grammar: name, credentials, host, port, database, query.</summary>
ref struct SqlAlchemyUrlReader
{
    const string NotAUrl = "Could not parse SQLAlchemy URL from given URL string";

    ReadOnlySpan<char> rest;
    bool droppedAt;

    SqlAlchemyUrlReader(ReadOnlySpan<char> rest) => this.rest = rest;

    public static SqlAlchemyUrl Read(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0 || !IsName(text.AsSpan(0, end)))
            throw ParameterErrors.Parse(NotAUrl, "write it as backend+driver://user:password@host:port/database?key=value");
        var reader = new SqlAlchemyUrlReader(text.AsSpan(end + 3));
        var (username, password) = reader.ReadCredentials();
        var host = reader.ReadHost();
        var port = reader.ReadPort();
        var database = reader.ReadDatabase();
        var query = reader.ReadQuery();
        return new()
        {
            DriverName = text[..end],
            Username = username,
            Password = password is null ? null : new(password),
            Host = host,
            Port = port,
            Database = database is null ? null : PercentEncoding.Decode(database),
            HasStrayAt = reader.droppedAt || host?.Contains('@') == true || database?.Contains('@') == true,
            Query = query,
        };
    }

    static bool IsName(ReadOnlySpan<char> name)
    {
        foreach (var character in name)
            if (!char.IsLetterOrDigit(character) && character is not ('_' or '+'))
                return false;
        return true;
    }

    /// <summary>
    /// A password reaches from the first colon to the first "@" after it, whatever is between; without one, a user name reaches to the
    /// last "@" before any colon or slash.
    /// </summary>
    (string? Username, string? Password) ReadCredentials()
    {
        var end = rest.IndexOfAny(':', '/');
        var head = end < 0 ? rest : rest[..end];
        if (end >= 0 && rest[end] == ':' && rest[end..].IndexOf('@') is var length and >= 0)
        {
            var password = PercentEncoding.Decode(rest.Slice(end + 1, length - 1));
            rest = rest[(end + length + 1)..];
            return (PercentEncoding.Decode(head), password);
        }
        var at = head.LastIndexOf('@');
        if (at < 0)
            return (null, null);
        rest = rest[(at + 1)..];
        return (PercentEncoding.Decode(head[..at]), null);
    }

    string? ReadHost()
    {
        if (rest is ['[', ..])
        {
            var end = rest.IndexOfAny('/', '?');
            var close = (end < 0 ? rest : rest[..end]).LastIndexOf(']');
            if (close > 1)
                return Take(close + 1)[1..^1].ToString();
        }
        var stop = rest.IndexOfAny('/', ':', '?');
        var host = Take(stop < 0 ? rest.Length : stop);
        return host.Length == 0 ? null : host.ToString();
    }

    int? ReadPort()
    {
        if (rest is not [':', ..])
            return null;
        var stop = rest.IndexOfAny('/', '?');
        var digits = Take(stop < 0 ? rest.Length : stop)[1..];
        if (TryParsePythonInteger(digits, out var port))
            return port;
        // Python repeats the text, which is the password if the host was forgotten.
        throw ParameterErrors.Parse(
            "the port of the URL is not a number",
            "write user:password@host:port, an \"@\" in the password as %40, an IPv6 address as [::1], several hosts as ?host=h1:1&host=h2:2"
        );
    }

    string? ReadDatabase()
    {
        if (rest is not ['/', ..])
            return null;
        var stop = rest.IndexOf('?');
        return Take(stop < 0 ? rest.Length : stop)[1..].ToString();
    }

    ImmutableArray<(string, ImmutableArray<string>)> ReadQuery()
    {
        if (rest is [])
            return [];
        if (rest[0] != '?')
            throw ParameterErrors.Parse(
                "there is text after the host of the URL that belongs to no part of it",
                "check the brackets around the address"
            );
        var keys = new List<(string Key, ImmutableArray<string> Values)>();
        foreach (var range in rest[1..].Split('&'))
        {
            var pair = rest[1..][range];
            var equals = pair.IndexOf('=');
            if (equals < 0 || equals == pair.Length - 1)
            {
                droppedAt |= pair.Contains('@');
                continue;
            }
            var key = PercentEncoding.Decode(pair[..equals], plusIsBlank: true);
            var value = PercentEncoding.Decode(pair[(equals + 1)..], plusIsBlank: true);
            var index = keys.FindIndex(item => item.Key == key);
            if (index < 0)
                keys.Add((key, [value]));
            else
                keys[index] = (key, keys[index].Values.Add(value));
        }
        return [.. keys];
    }

    ReadOnlySpan<char> Take(int length)
    {
        var taken = rest[..length];
        rest = rest[length..];
        return taken;
    }

    /// <summary>Python's <c>int()</c>: blanks around, a sign, and single underscores between digits.</summary>
    static bool TryParsePythonInteger(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        var digits = text.Trim().ToString();
        if (digits is [] or ['_', ..] or [.., '_'] or ['+' or '-', '_', ..] || digits.Contains("__", StringComparison.Ordinal))
            return false;
        return int.TryParse(
            digits.Replace("_", "", StringComparison.Ordinal),
            NumberStyles.AllowLeadingSign,
            CultureInfo.InvariantCulture,
            out value
        );
    }
}
