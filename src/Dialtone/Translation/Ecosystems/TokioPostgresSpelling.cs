using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Rust's tokio-postgres: libpq's parameters without certificates, which a connector of postgres-openssl has.</summary>
sealed class TokioPostgresSpelling() : Spelling("tokio-postgres", "postgresql", "tokio-postgres with postgres-openssl (Rust)")
{
    static readonly string[] Known =
    [
        "user",
        "password",
        "dbname",
        "options",
        "application_name",
        "sslnegotiation",
        "connect_timeout",
        "tcp_user_timeout",
        "keepalives",
        "keepalives_idle",
        "keepalives_interval",
        "channel_binding",
        "load_balance_hosts",
    ];

    static CodeLanguage Language => CodeLanguage.Rust;

    public override bool Recognizes(string text) => text.Contains("tokio_postgres::", StringComparison.Ordinal);

    public override string Write(Draft draft)
    {
        draft.TakeMode(hasPrefer: true);
        var mode = draft.Tls.Use switch
        {
            TlsUse.Never => "disable",
            TlsUse.Always => "require",
            _ => "prefer",
        };
        List<(string, string)> parts = [.. draft.TakeAll(keyword => keyword is "host" or "hostaddr" or "port")];
        if (!draft.Parameters.TryGet("host", out _) && !draft.Parameters.TryGet("hostaddr", out _))
        {
            parts.Insert(0, ("host", "localhost"));
            draft.Warn("host", $"no host is given: libpq uses the Unix socket, {Title} needs one");
        }
        parts.AddRange(draft.TakeAll(keyword => Known.Contains(keyword)));
        if (draft.Take("keepalives_count") is { } count)
            parts.Add(("keepalives_retries", count));
        if (draft.Parameters.Text("target_session_attrs") is "any" or "read-write" or "read-only")
            parts.Add(("target_session_attrs", draft.Take("target_session_attrs")!));
        parts.Add(("sslmode", mode));
        var connector = draft.Tls.IsOn ? WriteConnector(draft) : [];
        draft.Lose("sslcertmode", "the connector sends what it holds");
        var target = Language.Quote(LibpqUriText.Write(parts));
        var connect =
            $"let (client, connection) = tokio_postgres::connect({target}, {(draft.Tls.IsOn ? "connector" : "tokio_postgres::NoTls")}).await?;";
        return string.Join('\n', [.. connector, connect]);
    }

    static List<string> WriteConnector(Draft draft)
    {
        List<string> lines =
        [
            "use openssl::ssl::{SslConnector, SslFiletype, SslMethod, SslVerifyMode};",
            "",
            "let mut builder = SslConnector::builder(SslMethod::tls())?;",
        ];
        if (draft.TakeRoot() is { } root)
            lines.Add($"builder.set_ca_file({Language.Quote(root)})?;");
        if (!draft.Tls.VerifiesChain)
            lines.Add("builder.set_verify(SslVerifyMode::NONE);");
        if (draft.TakeClientCertificate() is { } client)
        {
            lines.Add($"builder.set_certificate_chain_file({Language.Quote(client.Certificate)})?;");
            var key = client.Password is null ? client.Key : draft.Keys.Convert(draft, client, Keys.KeyForm.PlainPem);
            lines.Add($"builder.set_private_key_file({Language.Quote(key)}, SslFiletype::PEM)?;");
            if (client.Password is not null)
                draft.Warn("sslpassword", "sslpassword is left out: the connector reads unencrypted keys only");
        }
        lines.Add("let mut connector = postgres_openssl::MakeTlsConnector::new(builder.build());");
        if (!draft.Tls.VerifiesName)
            lines.Add("connector.set_callback(|config, _| { config.set_verify_hostname(false); Ok(()) });");
        return lines;
    }

    public override Target Read(string text, Reading reading)
    {
        var code = CodeParser.Parse(Language, text);
        var target = text.Contains('(')
            ? code.Call("tokio_postgres::connect", ".connect")?.Positional.FirstOrDefault()?.Scalar
                ?? throw Reading.Wrong("there is no connection string in the code", "give the call that connects, with its text")
            : text;
        foreach (
            var parameter in Target.Parse(target.Replace("keepalives_retries=", "keepalives_count=", StringComparison.Ordinal), []).Explicit
        )
            reading.Set(parameter.Keyword, parameter.Reveal());
        if (code.Call("SslConnector::builder") is null)
            return reading.ToTarget();
        var isDemanded = target.Contains("sslmode=require", StringComparison.Ordinal);
        var verifies = code.Call(".set_verify")?.Positional.FirstOrDefault()?.Text.EndsWith("NONE", StringComparison.Ordinal) != true;
        var checksName = code.Call(".set_verify_hostname")?.Positional.FirstOrDefault()?.IsFalse != true;
        if (isDemanded && verifies)
        {
            reading.Set("sslmode", checksName ? "verify-full" : "verify-ca");
            reading.Set(
                "sslrootcert",
                code.Call(".set_ca_file")?.Positional.FirstOrDefault()?.Scalar ?? (checksName ? TlsIntent.SystemRoots : null)
            );
        }
        reading.Set("sslcert", code.Call(".set_certificate_chain_file")?.Positional.FirstOrDefault()?.Scalar);
        reading.Set("sslkey", code.Call(".set_private_key_file")?.Positional.FirstOrDefault()?.Scalar);
        return reading.ToTarget();
    }
}
