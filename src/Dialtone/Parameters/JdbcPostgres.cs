using System.Collections.Immutable;
using System.Text;

namespace Dialtone.Parameters;

/// <summary>Translates a JDBC URL of PostgreSQL to libpq's keywords.</summary>
static class JdbcPostgres
{
    static readonly JdbcParameters Parameters = new([
        ("user", "user", null),
        ("password", "password", null),
        ("PGHOST", "host", null),
        ("PGPORT", "port", null),
        ("PGDBNAME", "dbname", null),
        ("service", "service", null),
        // Without an sslmode of its own, the driver's ssl=true verifies everything; libpq's URI parameter of that name does not.
        ("ssl", "sslmode", value => JdbcParameters.IsTrue(value) ? "verify-full" : ""),
        ("sslmode", "sslmode", null),
        ("sslcert", "sslcert", null),
        ("sslkey", "sslkey", null),
        ("sslrootcert", "sslrootcert", null),
        ("sslpassword", "sslpassword", null),
        ("sslNegotiation", "sslnegotiation", null),
        ("channelBinding", "channel_binding", null),
        ("requireAuth", "require_auth", null),
        ("gssEncMode", "gssencmode", value => value == "allow" ? "prefer" : value),
        ("kerberosServerName", "krbsrvname", null),
        ("targetServerType", "target_session_attrs", SessionAttrs),
        ("loadBalanceHosts", "load_balance_hosts", value => JdbcParameters.IsTrue(value) ? "random" : "disable"),
        ("connectTimeout", "connect_timeout", null),
        ("loginTimeout", "connect_timeout", null),
        ("tcpKeepAlive", "keepalives", value => JdbcParameters.IsTrue(value) ? "1" : "0"),
        ("ApplicationName", "application_name", null),
        ("options", "options", null),
        ("currentSchema", "options", value => $"-c search_path={Escape(value)}"),
        ("replication", "replication", null),
    ]);

    /// <summary>Whether a parameter has a counterpart.</summary>
    public static bool Knows(string name) => Parameters.Knows(name);

    public static ParameterSet Translate(JdbcUrl url)
    {
        var builder = new ParameterSetBuilder(PostgresKeywords.Table, new ParameterSource.TargetText());
        // The driver connects to localhost by TCP where libpq would use the socket.
        builder.Set("host", url.Hosts.IsEmpty ? "localhost" : string.Join(',', url.Hosts.Select(host => host.Host)));
        if (url.Hosts.Any(host => host.Port is not null))
            builder.Set("port", string.Join(',', url.Hosts.Select(host => host.Port)));
        builder.SetIfNotEmpty("dbname", url.DecodedDatabase);
        Parameters.Store(Ordered(url), builder);
        return builder.ToSet();
    }

    /// <summary>Puts <c>ssl</c> before <c>sslmode</c>, which wins, and makes one of <c>options</c> and <c>currentSchema</c>.</summary>
    static JdbcUrl Ordered(JdbcUrl url)
    {
        ImmutableArray<(string Key, string Value)> query = [.. url.Query.OrderByDescending(pair => pair.Key == "ssl")];
        var options = query.LastOrDefault(pair => pair.Key == "options").Value;
        var schema = query.LastOrDefault(pair => pair.Key == "currentSchema").Value;
        if (!string.IsNullOrEmpty(options) && !string.IsNullOrEmpty(schema))
            query = query
                .RemoveAll(pair => pair.Key is "options" or "currentSchema")
                .Add(("options", $"{options} -c search_path={Escape(schema)}"));
        return new()
        {
            Hosts = url.Hosts,
            Database = url.Database,
            Query = query,
        };
    }

    static string? SessionAttrs(string value) =>
        value switch
        {
            "any" => "any",
            "primary" or "master" => "primary",
            "secondary" or "slave" => "standby",
            "preferSecondary" or "preferSlave" => "prefer-standby",
            _ => null,
        };

    /// <summary>Blanks end an element of <c>options</c>, unless a backslash stands before them.</summary>
    static string Escape(string value)
    {
        var escaped = new StringBuilder(value.Length);
        foreach (var character in value)
        {
            if (character == '\\' || LibpqText.IsSpace(character))
                escaped.Append('\\');
            escaped.Append(character);
        }
        return escaped.ToString();
    }
}
