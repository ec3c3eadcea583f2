namespace Dialtone.Parameters;

/// <summary>Translates a JDBC URL of MySQL or MariaDB to the keywords of the dialect.</summary>
static class JdbcMySql
{
    static readonly JdbcParameters Parameters = new([
        ("user", "user", null),
        ("password", "password", null),
        ("sslMode", "ssl_mode", SslMode),
        ("useSSL", "ssl_mode", value => JdbcParameters.IsTrue(value) ? "PREFERRED" : "DISABLED"),
        ("requireSSL", "ssl_mode", value => JdbcParameters.IsTrue(value) ? "REQUIRED" : ""),
        ("verifyServerCertificate", "ssl_mode", value => JdbcParameters.IsTrue(value) ? "VERIFY_CA" : ""),
        ("serverSslCert", "ssl_ca", null),
        ("enabledTLSProtocols", "tls_versions", null),
        ("tlsVersions", "tls_versions", null),
        ("connectTimeout", "connect_timeout", JdbcParameters.Seconds),
        ("socketTimeout", "read_timeout", JdbcParameters.Seconds),
        ("characterEncoding", "charset", value => value.Equals("UTF-8", StringComparison.OrdinalIgnoreCase) ? "utf8mb4" : value),
        ("connectionCollation", "collation", null),
        ("useCompression", "compress", value => JdbcParameters.IsTrue(value) ? "true" : "false"),
        ("allowLoadLocalInfile", "local_infile", value => JdbcParameters.IsTrue(value) ? "true" : "false"),
        ("sessionVariables", "init_command", value => $"SET SESSION {value}"),
    ]);

    /// <summary>Whether a parameter has a counterpart.</summary>
    public static bool Knows(string name) => Parameters.Knows(name);

    public static ParameterSet Translate(JdbcUrl url)
    {
        var builder = new ParameterSetBuilder(MySqlKeywords.Table, new ParameterSource.TargetText());
        if (url.Hosts.Length > 0)
            builder.Set("host", string.Join(',', url.Hosts.Select(host => host.Host)));
        if (url.Hosts.Any(host => host.Port is not null))
            builder.Set("port", string.Join(',', url.Hosts.Select(host => host.Port)));
        builder.SetIfNotEmpty("database", url.DecodedDatabase);
        Parameters.Store(url, builder);
        return builder.ToSet();
    }

    /// <summary>The words of MySQL's and of MariaDB's driver.</summary>
    static string? SslMode(string value) =>
        value.ToUpperInvariant().Replace('-', '_') switch
        {
            "DISABLE" or "DISABLED" => "DISABLED",
            "PREFERRED" => "PREFERRED",
            "TRUST" or "REQUIRED" => "REQUIRED",
            "VERIFY_CA" => "VERIFY_CA",
            "VERIFY_FULL" or "VERIFY_IDENTITY" => "VERIFY_IDENTITY",
            _ => null,
        };
}
