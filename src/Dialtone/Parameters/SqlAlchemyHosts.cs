using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>
/// Reads the two ways in which SQLAlchemy spells several PostgreSQL hosts: <c>?host=h1:p1&amp;host=h2:p2</c> and
/// <c>?host=h1,h2&amp;port=p1,p2</c>.
/// </summary>
static class SqlAlchemyHosts
{
    public static void Read(SqlAlchemyUrl url, ParameterSetBuilder builder)
    {
        var hostValues = Values(url, "host");
        var portValues = Values(url, "port");
        (string Host, string? Port)[]? hosts = hostValues switch
        {
            [] => null,
            [var single] => SplitSingle(single),
            _ => [.. hostValues.Select(SplitHost)],
        };
        var integrated = hostValues.Length > 1 || hosts is [{ Port: not null }];
        if (integrated && portValues.Length > 0)
            throw ParameterErrors.Parse(
                "Can't mix 'multihost' formats together; use \"host=h1,h2,h3&port=p1,p2,p3\" or \"host=h1:p1&host=h2:p2&host=h3:p3\" separately"
            );
        var ports = integrated ? [.. hosts!.Select(host => host.Port ?? "")] : SplitPorts(portValues);
        if (ports.Any(port => port.Length > 0 && !LibpqText.TryParseInteger(port, out _)))
        {
            var list = string.Join(", ", ports.Select(port => $"'{port}'"));
            throw ParameterErrors.Parse($"Received non-integer port arguments: ({list}{(ports.Length == 1 ? "," : "")})");
        }
        var count = hosts?.Length ?? 1;
        if (ports.Length > 0 && ports.Length != count)
            throw ParameterErrors.Parse("number of hosts and ports don't match", "give one port for each host");
        if (hosts is not null)
            builder.Set("host", string.Join(',', hosts.Select(host => host.Host)));
        if (string.Join(',', ports) is { Length: > 0 } joined)
            builder.Set("port", joined);
        else if (hosts is { Length: > 1 })
            builder.Set("port", new string(',', hosts.Length - 1));
    }

    static ImmutableArray<string> Values(SqlAlchemyUrl url, string key) =>
        url.Query.FirstOrDefault(item => item.Key == key) is { Values: { IsDefault: false } values } ? values : [];

    static string[] SplitPorts(ImmutableArray<string> values) =>
        values switch
        {
            [] => [],
            [var single] => single.Split(','),
            _ => [.. values],
        };

    /// <summary>A single value is a list, or one host; the colon of a socket folder or before anything but digits belongs to its name.</summary>
    static (string, string?)[] SplitSingle(string value)
    {
        if (value.Contains(','))
            return [.. value.Split(',').Select(host => (host, (string?)null))];
        var (host, port) = value.Contains('/') ? (value, null) : SplitHost(value);
        if (port is { Length: > 0 } && port.AsSpan().ContainsAnyExceptInRange('0', '9'))
            return [(value, null)];
        return [(host, port is "" ? null : port)];
    }

    /// <summary>Splits <c>host:port</c>, where the host may be an IPv6 address in brackets.</summary>
    static (string Host, string? Port) SplitHost(string value)
    {
        if (value is ['[', ..] && value.IndexOf(']') is var close and > 1 && value[(close + 1)..] is "" or [':', ..])
            return (value[1..close], close + 2 <= value.Length ? value[(close + 2)..] : null);
        return value.Split(':') switch
        {
            [var host] => (host, null),
            [var host, var port] => (host, port),
            _ => throw ParameterErrors.Parse(
                "a host of the URL has more than one colon",
                "write an IPv6 address in brackets: host=[::1]:5432"
            ),
        };
    }
}
