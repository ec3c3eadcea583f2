using System.Globalization;
using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Node's <c>mysql2</c>: an object, whose <c>ssl</c> checks the name only if told so.</summary>
sealed class NodeMySql2Spelling() : Spelling("mysql2", "mysql", "mysql2 (Node.js)")
{
    static readonly NameMap Names = new(
        new("user", "user"),
        new("password", "password"),
        new("database", "database"),
        new("charset", "charset"),
        new("compress", "compress"),
        new("connect_timeout", "connectTimeout", Milliseconds, JdbcParameters.Seconds)
    );

    static readonly string[] Bare = ["connectTimeout", "compress"];

    static CodeLanguage Language => CodeLanguage.JavaScript;

    public override bool Recognizes(string text) =>
        text.Contains("mysql", StringComparison.Ordinal)
        && (text.Contains("createConnection(", StringComparison.Ordinal) || text.Contains("createPool(", StringComparison.Ordinal));

    public override string Write(Draft draft)
    {
        List<string> entries = [];
        var host = draft.TakeHost();
        entries.Add(host.IsSocket ? $"socketPath: {Language.Quote(host.Name)}" : $"host: {Language.Quote(host.Name)}");
        if (host is { IsSocket: false, Port: { } port })
            entries.Add($"port: {Language.Number(port)}");
        draft.TakeMode();
        var ssl = draft.Tls.IsOn ? CodeBlock.Of("ssl: {", NodeTls.Write(draft, "verifyIdentity"), "}") : null;
        entries.AddRange(
            Names
                .Write(draft)
                .Select(pair =>
                    $"{pair.Name}: {(Bare.Contains(pair.Name) && pair.Value is not ("1" or "0") ? pair.Value : Language.Quote(pair.Value))}"
                )
        );
        if (ssl is not null)
            entries.Add(ssl);
        var files = ssl?.Contains("fs.readFileSync", StringComparison.Ordinal) == true ? "const fs = require(\"node:fs\");\n" : "";
        return $"{files}const mysql = require(\"mysql2/promise\");\n\n{CodeBlock.Of("const connection = await mysql.createConnection({", entries, "});")}";
    }

    static string? Milliseconds(string seconds) =>
        long.TryParse(seconds, CultureInfo.InvariantCulture, out var value) && value >= 0
            ? (value * 1000).ToString(CultureInfo.InvariantCulture)
            : null;

    public override Target Read(string text, Reading reading)
    {
        if (!text.Contains('('))
        {
            MySqlUrlText.Read(text, reading);
            return reading.ToTarget();
        }
        var call =
            CodeParser.Parse(Language, text).Call("createConnection", "createPool")
            ?? throw Reading.Wrong("there is no createConnection(…) in the code", "give the code that connects, or its URL");
        var settings = call.Positional.FirstOrDefault() ?? call;
        if ((settings.Scalar ?? settings["uri"]?.Scalar) is { } url)
            MySqlUrlText.Read(url, reading);
        foreach (var (key, value) in settings.Items)
        {
            if (key == "ssl" && value.Kind is CodeNodeKind.Group)
            {
                var (chain, name) = NodeTls.Read(value, reading, "ssl_", "verifyIdentity");
                reading.Set("ssl_mode", MySqlTlsEntries.Mode(chain, name));
            }
            else if (key is "host" or "port")
                reading.Set(key, value.Scalar);
            else if (key == "socketPath")
                reading.Set("unix_socket", value.Scalar);
            else if (key is not (null or "uri" or "ssl") && !Names.TryRead(key, value.Scalar ?? "", reading))
                reading.Ignore(key);
        }
        // Without ssl there is no TLS.
        if (!reading.Has("ssl_mode"))
            reading.Set("ssl_mode", "DISABLED");
        return reading.ToTarget();
    }
}
