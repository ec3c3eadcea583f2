using System.Text;

namespace Dialtone.Parameters;

/// <summary>Reads libpq's connection URIs: <c>postgresql://user:password@host:port,host:port/dbname?keyword=value</c>.</summary>
/// <remarks>
/// One method for each state, in libpq's order, so that of several errors the same one is reported. A part that may be a misplaced piece
/// of a password is named by its component or position where libpq would repeat it.
/// </remarks>
ref struct LibpqUri
{
    readonly string uri;
    readonly ParameterSetBuilder builder;

    // What stands before the last raw "@", or after a port that is no number, or after a secret value, may belong to a password.
    readonly int lastAt;
    bool mayBePassword;
    int position;

    LibpqUri(string uri)
    {
        this.uri = uri;
        builder = new(PostgresKeywords.Table, new ParameterSource.TargetText());
        position = PrefixLength(uri);
        lastAt = uri.LastIndexOf('@');
    }

    public static bool Matches(string text) => PrefixLength(text) > 0;

    public static ParameterSet Parse(string uri)
    {
        var reader = new LibpqUri(uri);
        reader.ReadCredentials();
        reader.ReadHosts();
        reader.ReadDatabase();
        while (reader.position < uri.Length)
            reader.ReadParameter();
        return reader.builder.ToSet();
    }

    /// <summary>Whether there is an "@" between the credentials and the query that is not percent-encoded.</summary>
    public static bool HasStrayAt(string uri)
    {
        var rest = uri.AsSpan(PrefixLength(uri));
        var stop = rest.IndexOfAny('@', '/');
        if (stop >= 0 && rest[stop] == '@')
            rest = rest[(stop + 1)..];
        var end = rest.IndexOf('?');
        return (end < 0 ? rest : rest[..end]).Contains('@');
    }

    static int PrefixLength(string text) =>
        text.StartsWith("postgresql://", StringComparison.Ordinal) ? "postgresql://".Length
        : text.StartsWith("postgres://", StringComparison.Ordinal) ? "postgres://".Length
        : 0;

    readonly char Current => position < uri.Length ? uri[position] : '\0';

    /// <summary>Moves to the next character of a set, or to the end.</summary>
    int SkipTo(ReadOnlySpan<char> stops)
    {
        var distance = uri.AsSpan(position).IndexOfAny(stops);
        return position = distance < 0 ? uri.Length : position + distance;
    }

    void ReadCredentials()
    {
        var start = position;
        SkipTo("@/");
        var end = position;
        if (Current != '@')
        {
            position = start;
            return;
        }
        position = start;
        SkipTo(":@");
        Store("user", uri[start..position], "user name", mayShow: true);
        if (Current == ':')
            Store("password", uri[(position + 1)..end], "password", mayShow: false);
        position = end + 1;
    }

    void ReadHosts()
    {
        var hosts = new StringBuilder();
        var ports = new StringBuilder();
        var first = position;
        while (true)
        {
            hosts.Append(Current == '[' ? ReadBracketed() : ReadHost());
            if (Current == ':')
            {
                var start = ++position;
                SkipTo("/?,");
                var port = uri.AsSpan(start, position - start);
                mayBePassword |= port.Trim(' ').ContainsAnyExceptInRange('0', '9');
                ports.Append(port);
            }
            if (Current != ',')
                break;
            position++;
            hosts.Append(',');
            ports.Append(',');
        }
        Store("host", hosts.ToString(), "host", MayShow(first));
        Store("port", ports.ToString(), "port", mayShow: !mayBePassword && MayShow(first));
    }

    string ReadHost()
    {
        var start = position;
        return uri[start..SkipTo(":/?,")];
    }

    string ReadBracketed()
    {
        var start = ++position;
        SkipTo("]");
        if (position == uri.Length)
            throw ParameterErrors.Parse(
                $"end of string reached when looking for matching \"]\" in IPv6 host address in URI{ShowUri(start)}"
            );
        if (position == start)
            throw ParameterErrors.Parse($"IPv6 host address may not be empty in URI{ShowUri(start)}");
        var host = uri[start..position++];
        if (position < uri.Length && Current is not (':' or '/' or '?' or ','))
        {
            var place = Encoding.UTF8.GetByteCount(uri.AsSpan(0, position)) + 1;
            var shown = ShowUri(start);
            var character = shown.Length > 0 ? $" \"{Current}\"" : "";
            throw ParameterErrors.Parse($"unexpected character{character} at position {place} in URI (expected \":\" or \"/\"){shown}");
        }
        return host;
    }

    void ReadDatabase()
    {
        if (Current == '/')
        {
            var start = ++position;
            SkipTo("?");
            Store("dbname", uri[start..position], "database name", MayShow(start));
        }
        if (Current == '?')
            position++;
    }

    void ReadParameter()
    {
        var start = position;
        SkipTo("=&");
        var rawKeyword = uri[start..position];
        if (Current != '=')
            throw ParameterErrors.Parse(
                $"missing key/value separator \"=\" in URI query parameter{ShowKey(rawKeyword, start)}",
                "write an \"&\" inside a value as %26"
            );
        var valueStart = ++position;
        SkipTo("=&");
        var rawValue = uri[valueStart..position];
        if (Current == '=')
            throw ParameterErrors.Parse(
                $"extra key/value separator \"=\" in URI query parameter{ShowKey(rawKeyword, start)}",
                "write an \"=\" inside a value as %3D"
            );
        if (Current == '&')
            position++;
        StoreParameter(start, rawKeyword, rawValue);
    }

    void StoreParameter(int start, string rawKeyword, string rawValue)
    {
        var keyword = Decode(rawKeyword, "name of a URI query parameter", MayShowKey(rawKeyword, start));
        var known = builder.Table.Find(keyword);
        var component = MayShowKey(keyword, start)
            ? $"value of \"{keyword}\""
            : $"value of the URI query parameter at position {start + 1}";
        var value = Decode(rawValue, component, mayShow: known is { IsSecret: false } && MayShow(start));
        (keyword, value) = keyword switch
        {
            "ssl" when value == "true" => ("sslmode", "require"),
            "requiressl" => ("sslmode", value is ['1', ..] ? "require" : "prefer"),
            _ => (keyword, value),
        };
        if (!builder.TrySet(keyword, value))
            throw ParameterErrors.UnknownKey($"invalid URI query parameter{ShowKey(keyword, start)}", keyword, builder.Table);
        mayBePassword |= known?.IsSecret == true;
    }

    /// <summary>Stores a part of the authority or path; an empty one is not set at all, so that environment and defaults apply.</summary>
    readonly void Store(string keyword, string raw, string component, bool mayShow)
    {
        if (raw.Length > 0)
            builder.Set(keyword, Decode(raw, component, mayShow));
    }

    static string Decode(string raw, string component, bool mayShow)
    {
        var problem = LibpqText.TryDecode(raw, out var value);
        return problem switch
        {
            LibpqText.Problem.None => value,
            LibpqText.Problem.BadToken => throw ParameterErrors.Parse(
                mayShow ? $"invalid percent-encoded token: \"{raw}\"" : $"invalid percent-encoded token in the {component}",
                "write a \"%\" itself as %25"
            ),
            LibpqText.Problem.Nul => throw ParameterErrors.Parse(
                mayShow ? $"forbidden value %00 in percent-encoded value: \"{raw}\"" : $"forbidden value %00 in the {component}"
            ),
            LibpqText.Problem.Blank => throw ParameterErrors.Parse(
                $"unexpected spaces found in {(mayShow ? $"\"{raw}\"" : $"the {component}")}, use percent-encoded spaces (%20) instead"
            ),
            _ => throw ParameterErrors.Parse($"the {component} is not UTF-8 after percent-decoding"),
        };
    }

    readonly bool MayShow(int start) => !mayBePassword && start > lastAt;

    readonly bool MayShowKey(string word, int start) => MayShow(start) || builder.Table.IsNear(word);

    readonly string ShowKey(string word, int start) => MayShowKey(word, start) ? $": \"{word}\"" : $" at position {start + 1}";

    /// <summary>The whole URI, unless there may be a password before the host or after it.</summary>
    readonly string ShowUri(int start)
    {
        var before = uri.AsSpan(PrefixLength(uri)..start);
        return before.Contains(':') || lastAt >= 0 || uri.Contains('?') ? "" : $": \"{uri}\"";
    }
}
