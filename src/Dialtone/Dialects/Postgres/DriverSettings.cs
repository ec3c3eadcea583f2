using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>The driver's settings of one peer and one encryption.</summary>
/// <remarks>
/// Every setting that the driver would otherwise take from the environment or the home folder is set here, so that it never reads them: a
/// blank stands for "nothing", since the driver takes an empty value for an absent one.
/// </remarks>
static class DriverSettings
{
    const string Nothing = " ";

    // libpq's names of methods, and the driver's.
    static readonly (string Libpq, RequireAuthMode Driver)[] AuthenticationMethods =
    [
        ("password", RequireAuthMode.Password),
        ("md5", RequireAuthMode.MD5),
        ("gss", RequireAuthMode.GSS),
        ("sspi", RequireAuthMode.SSPI),
        ("scram-sha-256", RequireAuthMode.ScramSHA256),
        ("none", RequireAuthMode.None),
    ];

    /// <summary>The settings as the driver's builder.</summary>
    public static NpgsqlConnectionStringBuilder For(PostgresTarget target, Peer peer, EncryptionAttempt attempt, ConnectorOptions options)
    {
        var settings = new NpgsqlConnectionStringBuilder
        {
            Host = peer.Endpoint,
            Port = peer.Port,
            Username = target.Text("user"),
            Database = target.Text("dbname"),
            ApplicationName = target.Text("application_name") ?? target.Text("fallback_application_name") ?? Nothing,
            Options = StartupOptions(target),
            Timezone = target.Text("timezone"),
            ClientEncoding = "UTF8",
            Encoding = "UTF8",
            SslMode = attempt.Mode,
            SslNegotiation = attempt.UsesTls && target.Text("sslnegotiation") == "direct" ? SslNegotiation.Direct : SslNegotiation.Postgres,
            GssEncryptionMode = GssEncryptionMode.Disable,
            ChannelBinding = target.Text("channel_binding") switch
            {
                "disable" => ChannelBinding.Disable,
                "require" => ChannelBinding.Require,
                _ => ChannelBinding.Prefer,
            },
            KerberosServiceName = target.Text("krbsrvname") ?? "postgres",
            Timeout = 0,
            CommandTimeout = 0,
            IncludeErrorDetail = true,
            Pooling = options.Pooling,
            MaxPoolSize = options.MaximumPoolSize,
        };
        settings.RequireAuth = RequiredMethods(target);
        KeepAlive(settings, target, peer);
        return settings;
    }

    static string RequiredMethods(PostgresTarget target)
    {
        var written = target.RequireAuth?.Split(',') ?? [];
        var refused = written.Where(method => method.StartsWith('!')).Select(method => method[1..]).ToHashSet();
        var allowed = AuthenticationMethods
            .Where(method =>
                written.Length == 0
                || (refused.Count > 0 ? !refused.Contains(method.Libpq) : written.Contains(method.Libpq, StringComparer.Ordinal))
            )
            .Where(method => !target.RequiresChannelBinding || method.Libpq == "scram-sha-256")
            .Select(method => method.Driver.ToString())
            .ToArray();

        // "No method at all" (require_auth set to nothing) lets only "none" through in libpq, and so it does here.
        return allowed.Length > 0 ? string.Join(',', allowed) : nameof(RequireAuthMode.None);
    }

    static string StartupOptions(PostgresTarget target)
    {
        var options = target.Text("options") ?? "";
        foreach (var name in (ReadOnlySpan<string>)["datestyle", "geqo"])
        {
            if (target.Text(name) is { } value && !value.Equals("default", StringComparison.OrdinalIgnoreCase))
            {
                options +=
                    $" -c {name}={value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace(" ", "\\ ", StringComparison.Ordinal)}";
            }
        }

        return options.Length == 0 ? Nothing : options;
    }

    static void KeepAlive(NpgsqlConnectionStringBuilder settings, PostgresTarget target, Peer peer)
    {
        if (peer.Address is null || target.Text("keepalives")?.Trim() == "0")
        {
            return;
        }

        settings.TcpKeepAlive = true;
        if (target.Number("keepalives_idle") is > 0 and var idle)
        {
            settings.TcpKeepAliveTime = idle;
        }

        if (target.Number("keepalives_interval") is > 0 and var interval)
        {
            settings.TcpKeepAliveInterval = interval;
        }
    }

    enum RequireAuthMode
    {
        Password,
        MD5,
        GSS,
        SSPI,
        ScramSHA256,
        None,
    }
}
