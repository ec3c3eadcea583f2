using System.Text;
using Dialtone.Parameters;

namespace Dialtone.Translation;

/// <summary>Writes URLs of JDBC; every value is percent-encoded, so that nothing in it ends it.</summary>
static class JdbcText
{
    public static string Write(
        string scheme,
        IReadOnlyList<HostEntry> hosts,
        string? database,
        IReadOnlyList<(string Name, string Value)> query
    )
    {
        var url = new StringBuilder(scheme).Append("://");
        url.AppendJoin(',', hosts.Select(Host));
        url.Append('/').Append(PercentEncoding.Encode(database ?? "", ""));
        var separator = '?';
        foreach (var (name, value) in query)
        {
            url.Append(separator).Append(name).Append('=').Append(PercentEncoding.Encode(value, "/"));
            separator = '&';
        }
        return url.ToString();
    }

    static string Host(HostEntry host)
    {
        var name = host.IsSocket || host.Name.Length == 0 ? "localhost" : host.Name;
        var place = name.Contains(':') ? $"[{name}]" : PercentEncoding.Encode(name, "");
        return host.Port is null ? place : $"{place}:{host.Port}";
    }
}
