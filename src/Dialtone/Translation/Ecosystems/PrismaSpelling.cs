using Dialtone.Parameters;
using Dialtone.Translation.Keys;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Prisma's URL: <c>sslcert</c> is the server's CA there, the client's certificate is a PKCS#12 file, and verification is one switch.</summary>
sealed class PrismaSpelling(string dialect) : Spelling("prisma", dialect, "Prisma (.env, up to version 6)")
{
    static readonly NameMap Names = new(
        new("connect_timeout", "connect_timeout"),
        new("application_name", "application_name"),
        new("options", "options")
    );

    public override bool Recognizes(string text) => IsFor(text) && text.Contains("mysql", StringComparison.Ordinal) == IsMySql;

    /// <summary>Whether a text has parameters that only Prisma knows.</summary>
    public static bool IsFor(string text) =>
        text.Contains("sslaccept=", StringComparison.Ordinal) || text.Contains("sslidentity=", StringComparison.Ordinal);

    public override string Write(Draft draft)
    {
        List<(string, string)> query = [];
        draft.TakeMode(hasPrefer: true, hasChainOnly: false);
        query.Add(
            (
                "sslmode",
                draft.Tls.Use switch
                {
                    TlsUse.Never => "disable",
                    TlsUse.Always => "require",
                    _ => "prefer",
                }
            )
        );
        if (draft.TakeRoot() is { } root)
            query.Add(("sslcert", root));
        if (draft.Tls.IsOn)
            query.Add(("sslaccept", draft.Tls.VerifiesChain ? "strict" : "accept_invalid_certs"));
        if (draft.TakeClientCertificate() is { } client)
        {
            query.Add(("sslidentity", draft.Keys.Convert(draft, client, KeyForm.Pkcs12)));
            query.Add(("sslpassword", ConvertedKeys.Pkcs12Password));
            if (client.Password is not null)
                draft.Warn(draft.KeyPasswordKeyword, $"{draft.KeyPasswordKeyword} is left out: the PKCS#12 file has a password of its own");
        }
        if (draft.Tls.IsOn && query.Exists(pair => pair.Item1 is "sslcert" or "sslidentity"))
            draft.Warn(null, "Prisma looks for relative paths in the folder of its schema");
        query.AddRange(Names.Write(draft));
        return $"DATABASE_URL=\"{(IsMySql ? MySqlUrlText.Write(draft, query) : PostgresUrl(draft, query))}\"";
    }

    static string PostgresUrl(Draft draft, List<(string, string)> query)
    {
        var host = draft.TakeHost();
        List<(string, string)> parts = [("host", host.Name)];
        if (host.Port is { } port)
            parts.Add(("port", port));
        parts.AddRange(draft.TakeAll(keyword => keyword is "user" or "password" or "dbname"));
        return LibpqUriText.Write([.. parts, .. query]);
    }

    public override Target Read(string text, Reading reading)
    {
        var url = SqlAlchemyUrl.Parse(text.Contains("DATABASE_URL", StringComparison.Ordinal) ? DotenvSpelling.FindUrl(text) : text);
        string? Query(string key) =>
            url.Query.FirstOrDefault(pair => pair.Key == key).Values is { IsDefaultOrEmpty: false } values ? values[^1] : null;
        reading.Set("host", Query("host") ?? PercentEncoding.Decode(url.Host ?? ""));
        if (IsMySql)
            reading.Set("unix_socket", Query("socket"));
        reading.Set("port", url.Port?.ToString(System.Globalization.CultureInfo.InvariantCulture));
        reading.Set("user", url.Username);
        reading.Set("password", url.Password?.Reveal());
        reading.Set(IsMySql ? "database" : "dbname", url.Database);
        ReadTls(Query, reading);
        string[] done = ["host", "socket", "sslmode", "sslcert", "sslaccept", "sslidentity", "sslpassword"];
        foreach (var (key, values) in url.Query)
            if (!done.Contains(key) && !Names.TryRead(key, values[^1], reading))
                reading.Ignore(key);
        return reading.ToTarget();
    }

    void ReadTls(Func<string, string?> query, Reading reading)
    {
        var isStrict = query("sslaccept") == "strict";
        var mode = (query("sslmode"), isStrict) switch
        {
            ("disable", _) => IsMySql ? "DISABLED" : "disable",
            ("require", true) => IsMySql ? "VERIFY_IDENTITY" : "verify-full",
            ("require", false) => IsMySql ? "REQUIRED" : "require",
            _ => IsMySql ? "PREFERRED" : "prefer",
        };
        reading.Set(IsMySql ? "ssl_mode" : "sslmode", mode);
        if (mode is "VERIFY_IDENTITY" or "verify-full")
            reading.Set(IsMySql ? "ssl_ca" : "sslrootcert", query("sslcert") ?? (IsMySql ? null : TlsIntent.SystemRoots));
        if (query("sslidentity") is not { } identity)
            return;
        reading.Set(IsMySql ? "ssl_cert" : "sslcert", identity);
        reading.Set(IsMySql ? "ssl_key" : "sslkey", identity);
        reading.Warn(
            IsMySql ? "ssl_key" : "sslkey",
            $"{identity} holds certificate and key in one PKCS#12 file: take them apart with openssl pkcs12 -in {identity}"
        );
    }
}
