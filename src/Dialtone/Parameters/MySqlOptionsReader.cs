using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>Reads the typed values of a MySQL target.</summary>
sealed class MySqlOptionsReader(ResolvedTarget target)
{
    readonly ParameterSet parameters = target.Parameters;

    public MySqlOptions Read()
    {
        var sslMode = ReadSslMode();
        var authority = NonEmpty("ssl_ca");
        var authorities = NonEmpty("ssl_capath");
        if (sslMode >= MySqlSslMode.VerifyCa && authority is null && authorities is null)
            throw ParameterErrors.Policy(
                "CA certificate is required if ssl-mode is VERIFY_CA or VERIFY_IDENTITY",
                parameters["ssl_mode"],
                "name the file of the certificate authority with ssl_ca"
            );
        if ((NonEmpty("ssl_cert") is null) != (NonEmpty("ssl_key") is null))
            throw ParameterErrors.Policy(
                "ssl_cert and ssl_key must be given together",
                parameters["ssl_cert"] ?? parameters["ssl_key"],
                "name both files; they may be the same"
            );
        return new()
        {
            Hosts = target.Hosts,
            User = parameters.Text("user")!,
            Database = NonEmpty("database"),
            SslMode = sslMode,
            CertificateAuthority = authority,
            CertificateAuthorityDirectory = authorities,
            ClientCertificate = NonEmpty("ssl_cert"),
            ClientKey = NonEmpty("ssl_key"),
            ClientKeyPassword = NonEmpty("ssl_key_password") is { } keyPassword ? new(keyPassword) : null,
            RevocationList = NonEmpty("ssl_crl"),
            RevocationDirectory = NonEmpty("ssl_crlpath"),
            Ciphers = NonEmpty("ssl_cipher"),
            TlsVersions = ReadTlsVersions(),
            Charset = ReadCharset(),
            Collation = NonEmpty("collation"),
            InitCommand = NonEmpty("init_command"),
            ProgramName = NonEmpty("program_name"),
            ConnectTimeout = Seconds("connect_timeout"),
            ReadTimeout = Seconds("read_timeout"),
            Compress = ParameterSwitch.Read(parameters, "compress") ?? false,
            LocalInfile = ParameterSwitch.Read(parameters, "local_infile") ?? false,
        };
    }

    MySqlSslMode ReadSslMode()
    {
        var parameter = parameters["ssl_mode"]!;
        var index = parameter.Definition.Values.IndexOf(parameter.Reveal().ToUpperInvariant());
        return index >= 0
            ? (MySqlSslMode)index
            : throw ParameterErrors.Policy(
                $"invalid ssl_mode value: \"{parameter.Reveal()}\"",
                parameter,
                $"use one of {string.Join(", ", parameter.Definition.Values)}"
            );
    }

    /// <summary>Text always travels as utf8mb4; a name that no server knows is a mistake all the same.</summary>
    string? ReadCharset() =>
        NonEmpty("charset") is not { } name ? null
        : MySqlCharsets.Knows(name) ? name
        : throw ParameterErrors.Policy($"unknown character set: '{name}'", parameters["charset"], "use utf8mb4");

    ImmutableArray<TlsVersion> ReadTlsVersions() =>
        parameters["tls_versions"] is not { } parameter || parameter.Reveal().Length == 0
            ? []
            : [.. parameter.Reveal().Split(',', StringSplitOptions.TrimEntries).Select(word => ReadTlsVersion(parameter, word))];

    static TlsVersion ReadTlsVersion(Parameter parameter, string word) =>
        word.ToUpperInvariant() switch
        {
            "TLSV1" or "TLSV1.0" => TlsVersion.Tls10,
            "TLSV1.1" => TlsVersion.Tls11,
            "TLSV1.2" => TlsVersion.Tls12,
            "TLSV1.3" => TlsVersion.Tls13,
            _ => throw ParameterErrors.Policy($"invalid tls_versions value: \"{word}\"", parameter, "use a list such as TLSv1.2,TLSv1.3"),
        };

    TimeSpan? Seconds(string keyword)
    {
        if (parameters[keyword] is not { } parameter || parameter.Reveal().Length == 0)
            return null;
        if (!LibpqText.TryParseInteger(parameter.Reveal(), out var seconds) || seconds < 0)
            throw ParameterErrors.Policy($"invalid {keyword} value: \"{parameter.Reveal()}\"", parameter, "use a number of seconds");
        return seconds == 0 ? null : TimeSpan.FromSeconds(seconds);
    }

    string? NonEmpty(string keyword) => parameters.Text(keyword) is { Length: > 0 } text ? text : null;
}
