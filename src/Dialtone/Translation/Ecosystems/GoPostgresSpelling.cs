using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A PostgreSQL driver for Go. Both read libpq's URI; what they do not know they send to the server, which refuses it.</summary>
/// <param name="name">The name.</param>
/// <param name="title">The title.</param>
/// <param name="call">What stands before the URI.</param>
/// <param name="known">The parameters that the driver understands beside the common ones.</param>
sealed class GoPostgresSpelling(string name, string title, string call, params string[] known) : Spelling(name, "postgresql", title)
{
    static readonly string[] Common =
    [
        "host",
        "port",
        "user",
        "password",
        "dbname",
        "passfile",
        "connect_timeout",
        "krbsrvname",
        "sslsni",
        // Sent to the server, as libpq does.
        "application_name",
        "client_encoding",
        "options",
        "replication",
    ];

    public static GoPostgresSpelling Pgx { get; } =
        new("pgx", "pgx (Go)", "pgx.Connect(ctx, ", "sslnegotiation", "target_session_attrs", "sslpassword");

    public static GoPostgresSpelling LibPq { get; } = new("lib-pq", "lib/pq (Go)", "sql.Open(\"postgres\", ", "fallback_application_name");

    public override bool Recognizes(string text) =>
        Name == "pgx"
            ? text.Contains("pgx.Connect(", StringComparison.Ordinal) || text.Contains("pgxpool.New(", StringComparison.Ordinal)
            : text.Contains("sql.Open(\"postgres\"", StringComparison.Ordinal);

    public override string Write(Draft draft)
    {
        List<(string, string)> pairs = [];
        draft.TakeMode(hasAllow: true, hasPrefer: true);
        var mode = draft.Tls.Mode == "sslmode=require" && draft.Tls.VerifiesChain ? "verify-ca" : draft.Tls.Mode["sslmode=".Length..];
        if (draft.Tls.UsesSystemRoots && draft.Tls.VerifiesChain)
            draft.Warn("sslrootcert", $"sslrootcert=system: {Title} verifies against the system's roots when no file is named");
        if (draft.TakeRoot() is { } root)
            pairs.Add(("sslrootcert", root));
        if (draft.Tls.VerifiesName)
            draft.Warn("sslmode", "Go does not accept a server certificate that has its name in the common name only, libpq does");
        if (Name == "lib-pq" && mode == "verify-ca" && draft.Parameters["sslsni"]?.DisplayValue != "0")
            draft.Warn(
                "sslmode",
                "sslmode=verify-ca: lib/pq compares the name as well where it sends it; sslsni=0 makes it look at the chain only"
            );
        if (Name == "lib-pq" && draft.Tls.Use is TlsUse.IfDemanded or TlsUse.IfPossible)
            draft.Warn("sslmode", $"{draft.Tls.Mode}: older releases of lib/pq know neither allow nor prefer and refuse to connect");
        if (draft.TakeClientCertificate() is { } client)
            WriteClient(draft, client, pairs);
        var hosts = draft.TakeHosts();
        if (hosts.Count > 1 && Name == "lib-pq")
            draft.Warn("host", "several hosts: older releases of lib/pq take one");
        List<(string, string)> parts = [];
        if (hosts.Exists(host => host.Name.Length > 0))
            parts.Add(("host", string.Join(',', hosts.Select(host => host.Name))));
        if (hosts.Exists(host => host.Port is not null))
            parts.Add(("port", string.Join(',', hosts.Select(host => host.Port))));
        parts.AddRange(draft.TakeAll(keyword => keyword is not "sslpassword" && (Common.Contains(keyword) || known.Contains(keyword))));
        parts.Add(("sslmode", mode));
        parts.AddRange(pairs);
        var uri = LibpqUriText.Write(parts, "postgres");
        return $"{(Name == "pgx" ? "conn" : "db")}, err := {call}{CodeLanguage.Go.Quote(uri)})";
    }

    void WriteClient(Draft draft, ClientFiles client, List<(string, string)> pairs)
    {
        pairs.Add(("sslcert", client.Certificate));
        if (client.Password is null || !known.Contains("sslpassword"))
        {
            pairs.Add(("sslkey", client.Password is null ? client.Key : draft.Keys.Convert(draft, client, Keys.KeyForm.PlainPem)));
            if (client.Password is not null)
                draft.Warn("sslpassword", $"sslpassword is left out: {Title} reads unencrypted keys only");
            return;
        }
        pairs.Add(("sslkey", client.Key));
        pairs.Add(("sslpassword", client.Password));
        draft.Warn(
            "sslpassword",
            "sslpassword: pgx opens keys in the traditional format only (BEGIN RSA PRIVATE KEY with Proc-Type), not encrypted PKCS#8"
        );
    }

    public override Target Read(string text, Reading reading)
    {
        var target = text;
        if (text.Contains('('))
        {
            var node = CodeParser
                .Parse(CodeLanguage.Go, text)
                .Call(Name == "pgx" ? ["Connect", "pgxpool.New", "ParseConfig"] : ["sql.Open"]);
            target =
                node?.Positional.LastOrDefault(argument => argument.Kind is CodeNodeKind.Text)?.Text
                ?? throw Reading.Wrong("there is no connection string in the code", "give the call that connects, with its text");
        }
        foreach (var parameter in Target.Parse(target, []).Explicit)
            reading.Set(parameter.Keyword, parameter.Reveal());
        if (!reading.Has("sslmode") && Name == "lib-pq")
            reading.Set("sslmode", "require");
        if (reading.Has("sslmode") && !reading.Has("sslrootcert") && target.Contains("sslmode=verify-full", StringComparison.Ordinal))
            reading.Set("sslrootcert", TlsIntent.SystemRoots);
        return reading.ToTarget();
    }
}
