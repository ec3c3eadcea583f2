using Dialtone.Errors;

namespace Dialtone.Parameters;

/// <summary>Reads typed values in the order in which libpq validates them.</summary>
sealed class PostgresOptionsReader(ResolvedTarget target)
{
    readonly ParameterSet parameters = target.Parameters;

    public PostgresOptions Read()
    {
        var requireAuth = parameters["require_auth"] is { } methods ? RequireAuth.Parse(methods) : RequireAuth.Anything;
        var channelBinding = Choose("channel_binding", ChannelBinding.Disable, ChannelBinding.Prefer, ChannelBinding.Require);
        var sslMode = Choose(
            "sslmode",
            SslMode.Disable,
            SslMode.Allow,
            SslMode.Prefer,
            SslMode.Require,
            SslMode.VerifyCa,
            SslMode.VerifyFull
        );
        var negotiation = ReadNegotiation(sslMode);
        var systemRoots = ReadSystemRoots(sslMode);
        var (minimumTls, maximumTls) = ReadTlsRange();
        var certMode = Choose("sslcertmode", SslCertMode.Disable, SslCertMode.Allow, SslCertMode.Require);
        var gssMode = Choose("gssencmode", GssEncryptionMode.Disable, GssEncryptionMode.Prefer, GssEncryptionMode.Require);
        var sessionAttrs = Choose(
            "target_session_attrs",
            TargetSessionAttrs.Any,
            TargetSessionAttrs.ReadWrite,
            TargetSessionAttrs.ReadOnly,
            TargetSessionAttrs.Primary,
            TargetSessionAttrs.Standby,
            TargetSessionAttrs.PreferStandby
        );
        CheckScramKey("scram_client_key", "client");
        CheckScramKey("scram_server_key", "server");
        var loadBalance = Choose("load_balance_hosts", LoadBalanceHosts.Disable, LoadBalanceHosts.Random);
        CheckProtocolRange();
        var (keepalive, userTimeout) = ReadTcpSettings();
        return new()
        {
            Hosts = target.Hosts,
            User = parameters.Text("user")!,
            Database = parameters.Text("dbname")!,
            ConnectTimeout = Integer("connect_timeout") is > 0 and var seconds ? TimeSpan.FromSeconds(seconds) : null,
            SslMode = sslMode,
            SslNegotiation = negotiation,
            SslCertMode = certMode,
            UseSystemRoots = systemRoots,
            RootCertificate = systemRoots ? null : File("sslrootcert"),
            ClientCertificate = File("sslcert"),
            ClientKey = File("sslkey"),
            ClientKeyPassword = parameters.Text("sslpassword") is { Length: > 0 } keyPassword ? new(keyPassword) : null,
            RevocationList = systemRoots || NonEmpty("sslcrldir") is not null && NonEmpty("sslcrl") is null ? null : File("sslcrl"),
            RevocationDirectory = systemRoots || NonEmpty("sslcrldir") is null ? null : File("sslcrldir"),
            ServerNameIndication = parameters.Text("sslsni") is ['1', ..],
            MinimumTls = minimumTls,
            MaximumTls = maximumTls,
            ChannelBinding = channelBinding,
            RequireAuth = requireAuth,
            RequirePeer = NonEmpty("requirepeer"),
            GssEncryptionMode = gssMode,
            KerberosServiceName = parameters.Text("krbsrvname") ?? "",
            GssDelegation = parameters.Text("gssdelegation") is ['1', ..],
            TargetSessionAttrs = sessionAttrs,
            LoadBalanceHosts = loadBalance,
            ClientEncoding = ReadEncoding(),
            StartupOptions = parameters.Text("options") ?? "",
            ApplicationName = (parameters.Text("application_name") ?? parameters.Text("fallback_application_name")) is { Length: > 0 } name
                ? name
                : null,
            SessionSettings =
            [
                .. PostgresKeywords
                    .SessionSettings.Rows.Select(row => (row.Keyword, Value: parameters.Text(row.Keyword)))
                    .Where(setting => setting.Value?.Equals("default", StringComparison.OrdinalIgnoreCase) == false)
                    .Select(setting => (setting.Keyword, setting.Value!)),
            ],
            KeyLogFile = NonEmpty("sslkeylogfile"),
            Keepalive = keepalive,
            TcpUserTimeout = userTimeout,
        };
    }

    SslNegotiation ReadNegotiation(SslMode sslMode)
    {
        var negotiation = Choose("sslnegotiation", SslNegotiation.Postgres, SslNegotiation.Direct);
        if (negotiation is SslNegotiation.Direct && sslMode < SslMode.Require)
            throw ParameterErrors.Policy(
                $"weak sslmode \"{parameters.Text("sslmode")}\" may not be used with sslnegotiation=direct "
                    + "(use \"require\", \"verify-ca\", or \"verify-full\")",
                parameters["sslmode"]
            );
        return negotiation;
    }

    bool ReadSystemRoots(SslMode sslMode)
    {
        if (parameters.Text("sslrootcert") != "system")
            return false;
        return sslMode is SslMode.VerifyFull
            ? true
            : throw ParameterErrors.Policy(
                $"weak sslmode \"{parameters.Text("sslmode")}\" may not be used with sslrootcert=system (use \"verify-full\")",
                parameters["sslmode"]
            );
    }

    (TlsVersion?, TlsVersion?) ReadTlsRange()
    {
        var minimum = ReadTlsVersion("ssl_min_protocol_version");
        var maximum = ReadTlsVersion("ssl_max_protocol_version");
        return minimum > maximum
            ? throw ParameterErrors.Policy(
                "invalid SSL protocol version range",
                parameters["ssl_max_protocol_version"],
                $"ssl_min_protocol_version is {parameters.Text("ssl_min_protocol_version")}; the maximum must not be older"
            )
            : (minimum, maximum);
    }

    TlsVersion? ReadTlsVersion(string keyword) =>
        NonEmpty(keyword)?.ToUpperInvariant() switch
        {
            null => null,
            "TLSV1" => TlsVersion.Tls10,
            "TLSV1.1" => TlsVersion.Tls11,
            "TLSV1.2" => TlsVersion.Tls12,
            "TLSV1.3" => TlsVersion.Tls13,
            _ => throw Invalid(parameters[keyword]!, $"\"{keyword}\""),
        };

    void CheckScramKey(string keyword, string side)
    {
        if (parameters[keyword] is not { } key)
            return;
        var buffer = new byte[key.Reveal().Length];
        if (!Convert.TryFromBase64String(key.Reveal(), buffer, out var length))
            throw ParameterErrors.Policy($"invalid SCRAM {side} key", key, "it is 32 octets in base64");
        if (length != 32)
            throw ParameterErrors.Policy($"invalid SCRAM {side} key length: {length}", key, "it is 32 octets in base64");
    }

    // The latest version that libpq 18 knows is 3.2.
    void CheckProtocolRange()
    {
        var minimum = parameters["min_protocol_version"] is null ? 0 : Choose("min_protocol_version", 30, 32, 32);
        var maximum = parameters["max_protocol_version"] is null ? int.MaxValue : Choose("max_protocol_version", 30, 32, 32);
        if (minimum > maximum)
            throw ParameterErrors.Policy(
                "\"min_protocol_version\" is greater than \"max_protocol_version\"",
                parameters["min_protocol_version"]
            );
    }

    /// <summary>libpq leaves the check to the server, which is not asked here: its text always comes as UTF-8.</summary>
    string? ReadEncoding() =>
        NonEmpty("client_encoding") is not { } name ? null
        : PostgresEncodings.Knows(name) ? name
        : throw ParameterErrors.Policy(
            $"invalid value for parameter \"client_encoding\": \"{name}\"",
            parameters["client_encoding"],
            "use an encoding that PostgreSQL knows, such as UTF8, or auto"
        );

    /// <summary>libpq looks at these for TCP hosts only, and at the details only if they are in use.</summary>
    (TcpKeepalive, TimeSpan?) ReadTcpSettings()
    {
        if (target.Hosts.All(host => host.IsSocket))
            return default;
        if (Integer("keepalives") == 0)
            return default;
        var idle = Seconds("keepalives_idle");
        var interval = Seconds("keepalives_interval");
        var count = Integer("keepalives_count") is { } probes ? Math.Max(probes, 0) : (int?)null;
        var userTimeout = Integer("tcp_user_timeout") is > 0 and var milliseconds
            ? TimeSpan.FromMilliseconds(milliseconds)
            : (TimeSpan?)null;
        return (new(true, idle, interval, count), userTimeout);
    }

    // As in libpq, less than nothing is nothing; whether the system takes that is for the system to say.
    TimeSpan? Seconds(string keyword) => Integer(keyword) is { } seconds ? TimeSpan.FromSeconds(Math.Max(seconds, 0)) : null;

    int? Integer(string keyword)
    {
        if (parameters[keyword] is not { } parameter)
            return null;
        return LibpqText.TryParseInteger(parameter.Reveal(), out var value)
            ? value
            : throw ParameterErrors.Policy(
                $"invalid integer value \"{parameter.Reveal()}\" for connection option \"{keyword}\"",
                parameter,
                "use a whole number"
            );
    }

    /// <summary>The value that stands at the place of the parameter's word among the words of its definition.</summary>
    T Choose<T>(string keyword, params ReadOnlySpan<T> values)
    {
        var parameter = parameters[keyword]!;
        var index = parameter.Definition.Values.IndexOf(parameter.Reveal());
        return index >= 0 && index < values.Length ? values[index] : throw Invalid(parameter, keyword);
    }

    static DatabaseException Invalid(Parameter parameter, string name) =>
        ParameterErrors.Policy(
            $"invalid {name} value: \"{parameter.Reveal()}\"",
            parameter,
            $"use one of {string.Join(", ", parameter.Definition.Values)}"
        );

    string? NonEmpty(string keyword) => parameters.Text(keyword) is { Length: > 0 } text ? text : null;

    /// <summary>The file that a parameter names, or libpq's default file.</summary>
    FileSetting? File(string keyword)
    {
        if (parameters[keyword] is { } parameter && parameter.Reveal().Length > 0)
            return new(parameter.Reveal(), parameter.Source);
        var name = PostgresOptions.DefaultFiles.FirstOrDefault(file => file.Keyword == keyword).FileName;
        if (name is null || target.CertificateDirectory is not { } folder)
            return null;
        var path = $"{folder}/{name}";
        return new(path, new ParameterSource.DefaultFile(path));
    }
}
