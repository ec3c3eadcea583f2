using System.Globalization;
using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Node's <c>pg</c>. An object is written, not a URL: in a URL its modes mean something else than libpq's, and a passphrase has no place.</summary>
sealed class NodePgSpelling() : Spelling("node-pg", "postgresql", "pg (Node.js)")
{
    static readonly NameMap Names = new(
        new("user", "user"),
        new("password", "password"),
        new("dbname", "database"),
        new("application_name", "application_name"),
        new("fallback_application_name", "fallback_application_name"),
        new("client_encoding", "client_encoding"),
        new("options", "options"),
        new("connect_timeout", "connectionTimeoutMillis", Milliseconds, JdbcParameters.Seconds),
        new("keepalives", "keepAlive", value => value == "0" ? "false" : "true", value => value == "false" ? "0" : "1")
    );

    static readonly string[] Bare = ["connectionTimeoutMillis", "keepAlive"];

    static CodeLanguage Language => CodeLanguage.JavaScript;

    public override bool Recognizes(string text) =>
        text.Contains("pg", StringComparison.Ordinal)
        && (text.Contains("new Client(", StringComparison.Ordinal) || text.Contains("new Pool(", StringComparison.Ordinal));

    public override string Write(Draft draft)
    {
        List<string> entries = [];
        if (draft.Has("host") || draft.Has("hostaddr") || draft.Has("port"))
        {
            var host = draft.TakeHosts(1)[0];
            if (host.Name.Length > 0)
                entries.Add($"host: {Language.Quote(host.Name)}");
            if (host.Port is { } port)
                entries.Add($"port: {Language.Number(port)}");
        }
        if (!draft.Parameters.TryGet("host", out _) && !draft.Parameters.TryGet("hostaddr", out _))
            draft.Warn("host", "no host is given: libpq uses the Unix socket, pg localhost");
        draft.TakeMode();
        var ssl = draft.Tls.IsOn ? CodeBlock.Of("ssl: {", NodeTls.Write(draft), "}") : "ssl: false";
        entries.AddRange(
            Names.Write(draft).Select(pair => $"{pair.Name}: {(Bare.Contains(pair.Name) ? pair.Value : Language.Quote(pair.Value))}")
        );
        entries.Add(ssl);
        draft.Lose("sslcertmode", "the object sends what it holds");
        var files = ssl.Contains("fs.readFileSync", StringComparison.Ordinal) ? "const fs = require(\"node:fs\");\n" : "";
        return $"{files}const {{ Client }} = require(\"pg\");\n\n{CodeBlock.Of("const client = new Client({", entries, "});")}";
    }

    static string? Milliseconds(string seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var value)
            ? (Math.Max(value, 0) * 1000).ToString(CultureInfo.InvariantCulture)
            : null;

    public override Target Read(string text, Reading reading)
    {
        if (!text.Contains('('))
        {
            NodePgUrl.Read(text, reading);
            return reading.ToTarget();
        }
        var call =
            CodeParser.Parse(Language, text).Call("Client", "Pool")
            ?? throw Reading.Wrong("there is no new Client(…) in the code", "give the code that makes the client, or its URL");
        var settings = call.Positional.FirstOrDefault() ?? call;
        if ((settings.Scalar ?? settings["connectionString"]?.Scalar) is { } url)
            NodePgUrl.Read(url, reading);
        foreach (var (key, value) in settings.Items)
        {
            if (key == "ssl" && !reading.Has("sslmode"))
                ReadTls(value, reading);
            else if (key == "ssl")
                reading.Warn("sslmode", "the URL has a mode, and pg passes over the ssl object then");
            else if (key is "host" or "port")
                reading.Set(key, value.Scalar);
            else if (key is not (null or "connectionString") && !Names.TryRead(key, value.Scalar ?? "", reading))
                reading.Ignore(key);
        }
        if (!reading.Has("sslmode"))
            reading.Set("sslmode", "disable");
        return reading.ToTarget();
    }

    static void ReadTls(CodeNode value, Reading reading)
    {
        if (value.Kind is not CodeNodeKind.Group)
        {
            // ssl: true verifies against Node's own roots.
            reading.Set("sslmode", value.IsFalse ? "disable" : "verify-full");
            reading.Set("sslrootcert", value.IsFalse ? null : TlsIntent.SystemRoots);
            return;
        }
        var (chain, name) = NodeTls.Read(value, reading, "ssl");
        reading.Set(
            "sslmode",
            name ? "verify-full"
                : chain ? "verify-ca"
                : "require"
        );
    }
}
