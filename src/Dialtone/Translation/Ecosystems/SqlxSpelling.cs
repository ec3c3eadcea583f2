using Dialtone.Parameters;
using Dialtone.Translation.Keys;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Rust's sqlx: a URL in a call.</summary>
sealed class SqlxSpelling(string dialect) : Spelling("sqlx", dialect, $"sqlx, {(dialect == "mysql" ? "MySQL" : "PostgreSQL")} (Rust)")
{
    string Pool => IsMySql ? "MySqlPool" : "PgPool";

    public override bool Recognizes(string text) =>
        text.Contains($"{Pool}::connect(", StringComparison.Ordinal) || text.Contains($"{Pool}Options::new(", StringComparison.Ordinal);

    public override string Write(Draft draft)
    {
        var url = IsMySql ? MySqlUrl(draft) : PostgresUrl(draft);
        return $"let pool = sqlx::{Pool}::connect({CodeLanguage.Rust.Quote(url)}).await?;";
    }

    static string PostgresUrl(Draft draft)
    {
        draft.TakeMode(hasAllow: true, hasPrefer: true);
        List<(string, string)> query =
        [
            ("sslmode", draft.Tls.Mode == "sslmode=require" && draft.Tls.VerifiesChain ? "verify-ca" : draft.Tls.Mode["sslmode=".Length..]),
        ];
        if (draft.TakeRoot() is { } root)
            query.Add(("sslrootcert", root));
        WriteClient(draft, query, "sslcert", "sslkey");
        var host = draft.TakeHost();
        List<(string, string)> parts = [("host", host.Name)];
        if (host.Port is { } port)
            parts.Add(("port", port));
        parts.AddRange(
            draft.TakeAll(keyword => keyword is "user" or "password" or "dbname" or "application_name" or "options" or "hostaddr")
        );
        return LibpqUriText.Write([.. parts, .. query], "postgres");
    }

    static string MySqlUrl(Draft draft)
    {
        draft.TakeMode(hasPrefer: true);
        List<(string, string)> query = [("ssl-mode", draft.Tls.Mode["ssl_mode=".Length..])];
        if (draft.TakeRoot() is { } root)
            query.Add(("ssl-ca", root));
        WriteClient(draft, query, "ssl-cert", "ssl-key");
        query.AddRange(draft.TakeAll(keyword => keyword is "charset" or "collation"));
        return MySqlUrlText.Write(draft, query);
    }

    static void WriteClient(Draft draft, List<(string, string)> query, string certificate, string key)
    {
        if (draft.TakeClientCertificate() is not { } client)
            return;
        query.Add((certificate, client.Certificate));
        query.Add((key, client.Password is null ? client.Key : draft.Keys.Convert(draft, client, KeyForm.PlainPem)));
        if (client.Password is not null)
            draft.Warn(
                draft.IsMySql ? "ssl_key_password" : "sslpassword",
                $"the key's password is left out: {draft.Title} reads unencrypted keys only"
            );
    }

    public override Target Read(string text, Reading reading)
    {
        var url = text;
        if (text.Contains('('))
            url =
                CodeParser.Parse(CodeLanguage.Rust, text).Call("::connect", ".connect")?.Positional.FirstOrDefault()?.Scalar
                ?? throw Reading.Wrong("there is no URL in the code", "give the call that connects, with its text");
        if (IsMySql)
        {
            MySqlUrlText.Read(url, reading);
            return reading.ToTarget();
        }
        foreach (var parameter in Target.Parse(url, []).Explicit)
            reading.Set(parameter.Keyword, parameter.Reveal());
        if (!reading.Has("sslrootcert") && url.Contains("sslmode=verify-full", StringComparison.Ordinal))
            reading.Set("sslrootcert", TlsIntent.SystemRoots);
        return reading.ToTarget();
    }
}
