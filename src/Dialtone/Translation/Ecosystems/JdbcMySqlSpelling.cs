using Dialtone.Parameters;
using Dialtone.Translation.Keys;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A URL of MySQL's driver for Java (Connector/J), which keeps certificates in key stores.</summary>
sealed class JdbcMySqlSpelling() : Spelling("jdbc", "mysql", "JDBC, MySQL Connector/J (Java)")
{
    static readonly string[] StoreNames =
    [
        "trustCertificateKeyStoreUrl",
        "trustCertificateKeyStoreType",
        "trustCertificateKeyStorePassword",
        "clientCertificateKeyStoreUrl",
        "clientCertificateKeyStoreType",
        "clientCertificateKeyStorePassword",
    ];

    static readonly NameMap Names = new(
        new("user", "user"),
        new("password", "password"),
        new("tls_versions", "tlsVersions"),
        new("connect_timeout", "connectTimeout", Milliseconds),
        new("read_timeout", "socketTimeout", Milliseconds),
        new("charset", "characterEncoding", value => value.StartsWith("utf8", StringComparison.OrdinalIgnoreCase) ? "UTF-8" : value),
        new("collation", "connectionCollation"),
        new("compress", "useCompression"),
        new("local_infile", "allowLoadLocalInfile")
    );

    public override bool Recognizes(string text) =>
        text.TrimStart().StartsWith("jdbc:mysql:", StringComparison.Ordinal)
        || text.TrimStart().StartsWith("jdbc:mariadb:", StringComparison.Ordinal);

    public override string Write(Draft draft)
    {
        if (draft.Has("unix_socket"))
            draft.Warn("unix_socket", "JDBC knows no Unix sockets: put a host name in place of localhost if the server is elsewhere");
        var hosts = draft.TakeHosts();
        var database = draft.Take("database");
        draft.TakeMode(hasPrefer: true);
        List<(string, string)> query = [("sslMode", draft.Tls.Mode["ssl_mode=".Length..])];
        if (draft.TakeRoot() is { } root)
        {
            var store = Path.ChangeExtension(root, ".p12");
            query.AddRange(Store("trust", store));
            draft.Warn(
                "ssl_ca",
                $"ssl_ca: Connector/J wants a key store: keytool -importcert -noprompt -alias ca -file {root} -keystore {store} -storetype PKCS12 -storepass {ConvertedKeys.Pkcs12Password}"
            );
        }
        if (draft.TakeClientCertificate() is { } client)
        {
            query.AddRange(Store("client", draft.Keys.Convert(draft, client, KeyForm.Pkcs12)));
            if (client.Password is not null)
                draft.Warn("ssl_key_password", "ssl_key_password is left out: the key store has a password of its own");
        }
        var known = Names.Write(draft);
        query.InsertRange(0, known.Where(pair => pair.Name is "user" or "password"));
        query.AddRange(known.Where(pair => pair.Name is not ("user" or "password")));
        return JdbcText.Write("jdbc:mysql", hosts, database, query);
    }

    static IEnumerable<(string, string)> Store(string purpose, string path) =>
        [
            ($"{purpose}CertificateKeyStoreUrl", $"file:{path}"),
            ($"{purpose}CertificateKeyStoreType", "PKCS12"),
            ($"{purpose}CertificateKeyStorePassword", ConvertedKeys.Pkcs12Password),
        ];

    static string? Milliseconds(string seconds) =>
        int.TryParse(seconds, System.Globalization.CultureInfo.InvariantCulture, out var value) && value >= 0
            ? (value * 1000L).ToString(System.Globalization.CultureInfo.InvariantCulture)
            : null;

    public override Target Read(string text, Reading reading)
    {
        var url = JdbcUrl.Read(text[text.IndexOf("//", StringComparison.Ordinal)..]);
        foreach (var name in url.Query.Select(pair => pair.Key).Where(name => !StoreNames.Contains(name) && !JdbcMySql.Knows(name)))
            reading.Ignore(name);
        var given = JdbcMySql.Translate(
            new()
            {
                Hosts = url.Hosts,
                Database = url.Database,
                Query = url.Query.RemoveAll(pair => !JdbcMySql.Knows(pair.Key)),
            }
        );
        foreach (var parameter in given)
            reading.Set(parameter.Keyword, parameter.Reveal());
        ReadStore(url, StoreNames[0], ["ssl_ca"], reading);
        ReadStore(url, StoreNames[3], ["ssl_cert", "ssl_key"], reading);
        return reading.ToTarget();
    }

    static void ReadStore(JdbcUrl url, string name, string[] keywords, Reading reading)
    {
        if (url.Query.LastOrDefault(pair => pair.Key == name).Value is not { Length: > 0 } location)
            return;
        var path = location.StartsWith("file:", StringComparison.Ordinal) ? location["file:".Length..] : location;
        foreach (var keyword in keywords)
        {
            reading.Set(keyword, path);
            reading.Warn(
                keyword,
                $"{path} is a key store: other clients want PEM (openssl pkcs12 -in {path} -out {Path.ChangeExtension(path, ".pem")})"
            );
        }
    }
}
