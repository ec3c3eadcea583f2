namespace Dialtone.Parameters;

/// <summary>What TLS means when <c>ssl_mode</c> is not given: MySQL's client and the Python drivers each have their own rule.</summary>
static class MySqlTlsRules
{
    // These drivers check the host name by default as soon as there is a certificate authority.
    static readonly string[] CheckingDrivers = ["pymysql", "aiomysql", "asyncmy"];

    /// <summary>The mode that follows from the other TLS parameters: never weaker than what the named driver would do.</summary>
    public static Parameter Derive(ParameterSet parameters, Target target)
    {
        var (mode, from) = Choose(parameters, target.HasNestedTls || CheckingDrivers.Contains(target.Driver));
        return new(
            MySqlKeywords.Table["ssl_mode"],
            mode,
            from is null ? new ParameterSource.Compiled() : new ParameterSource.Derived(from)
        );
    }

    static (string Mode, string? From) Choose(ParameterSet parameters, bool checksHostByDefault)
    {
        if (ParameterSwitch.Read(parameters, "ssl_disabled") == true)
            return ("DISABLED", "ssl_disabled");
        var checkHost = ParameterSwitch.Read(parameters, "ssl_check_hostname");
        if (checkHost == true)
            return ("VERIFY_IDENTITY", "ssl_check_hostname");
        var verify = ParameterSwitch.Read(parameters, "ssl_verify_cert");
        if (verify == false)
            return ("REQUIRED", "ssl_verify_cert");
        var authority = First(parameters, "ssl_ca", "ssl_capath");
        if (authority is not null)
            return (checkHost is null && checksHostByDefault ? "VERIFY_IDENTITY" : "VERIFY_CA", authority.Keyword);
        if (verify == true)
            return ("VERIFY_CA", "ssl_verify_cert");
        return First(parameters, "ssl_cert", "ssl_key", "ssl_cipher", "tls_versions", "ssl_check_hostname") is { } other
            ? ("REQUIRED", other.Keyword)
            : ("PREFERRED", null);
    }

    /// <summary>Refuses what can only be a mistake about how safe the connection is.</summary>
    public static void RefuseContradictions(ParameterSet parameters)
    {
        var weak = parameters.Text("ssl_mode")?.ToUpperInvariant() is "DISABLED" or "PREFERRED" or "REQUIRED";
        foreach (var keyword in (string[])["ssl_check_hostname", "ssl_verify_cert"])
            if (weak && ParameterSwitch.Read(parameters, keyword) == true)
                throw ParameterErrors.Policy(
                    $"{keyword} asks for verification, but ssl_mode={parameters.Text("ssl_mode")} verifies nothing",
                    parameters[keyword],
                    "use ssl_mode=VERIFY_IDENTITY, or remove one of them"
                );
        if (
            parameters["ssl_mode"] is { Source: not ParameterSource.Derived } mode
            && ParameterSwitch.Read(parameters, "ssl_disabled") == true
            && !mode.Reveal().Equals("DISABLED", StringComparison.OrdinalIgnoreCase)
        )
            throw ParameterErrors.Policy("ssl_disabled contradicts ssl_mode", parameters["ssl_disabled"], "remove one of them");
    }

    /// <summary>One sentence for each way in which the connection is weaker than its parameters look.</summary>
    public static IEnumerable<TargetWarning> Warnings(MySqlOptions options, ResolvedTarget target)
    {
        var mode = target.Parameters["ssl_mode"]!;
        var authority = First(target.Parameters, "ssl_ca", "ssl_capath");
        if (authority is not null && options.SslMode < MySqlSslMode.VerifyCa)
            yield return new(
                $"{authority.Keyword} ({authority.Source.Describe()}) is not used: ssl_mode={mode.DisplayValue} "
                    + $"({mode.Source.Describe()}) does not verify the server.",
                WeakensTls: true
            );
        if (First(target.Parameters, "ssl_crl", "ssl_crlpath") is { } list && options.SslMode < MySqlSslMode.VerifyCa)
            yield return new(
                $"{list.Keyword} ({list.Source.Describe()}) is not used: ssl_mode={mode.DisplayValue} "
                    + $"({mode.Source.Describe()}) does not verify the server.",
                WeakensTls: true
            );
        if (mode.Source is ParameterSource.Derived && options.SslMode is MySqlSslMode.VerifyCa)
            yield return new(
                $"ssl_mode is VERIFY_CA ({mode.Source.Describe()}), which does not check the server's name; use ssl_mode=VERIFY_IDENTITY."
            );
        if (mode.Source is ParameterSource.Derived && options.SslMode is MySqlSslMode.Required)
            yield return new(
                $"ssl_mode is REQUIRED ({mode.Source.Describe()}), which does not verify the server; "
                    + "name its certificate authority with ssl_ca."
            );
        if (options.SslMode < MySqlSslMode.VerifyIdentity && target.Hosts.FirstOrDefault(host => !host.IsThisMachine) is { } other)
            yield return new(
                $"ssl_mode={mode.DisplayValue} ({mode.Source.Describe()}) does not make sure that {other.Host} is the machine that answers; "
                    + "use ssl_mode=VERIFY_IDENTITY with ssl_ca.",
                WeakensTls: true,
                IsForStrictTlsOnly: true
            );
    }

    static Parameter? First(ParameterSet parameters, params ReadOnlySpan<string> keywords)
    {
        foreach (var keyword in keywords)
            if (parameters[keyword] is { } parameter && parameter.Reveal().Length > 0)
                return parameter;
        return null;
    }
}
