using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>R's DBI with RMariaDB, which can name certificates and cannot ask for verification.</summary>
sealed class RMySqlSpelling() : Spelling("r-dbi", "mysql", "DBI with RMariaDB (R)")
{
    static readonly NameMap Names = new(
        new("user", "username"),
        new("user", "user", ReadOnly: true),
        new("password", "password"),
        new("database", "dbname"),
        new("connect_timeout", "timeout"),
        new("ssl_ca", "ssl.ca"),
        new("ssl_cert", "ssl.cert"),
        new("ssl_key", "ssl.key"),
        new("ssl_capath", "ssl.capath"),
        new("ssl_cipher", "ssl.cipher"),
        new("host", "host"),
        new("port", "port"),
        new("unix_socket", "unix.socket")
    );

    static readonly string[] Bare = ["port", "timeout"];

    public override bool Recognizes(string text) =>
        text.Contains("dbConnect(", StringComparison.Ordinal)
        && (text.Contains("MariaDB", StringComparison.Ordinal) || text.Contains("MySQL", StringComparison.Ordinal));

    public override string Write(Draft draft)
    {
        var host = draft.TakeHost();
        List<(string Name, string Value)> pairs = [(host.IsSocket ? "unix.socket" : "host", host.Name)];
        if (host is { IsSocket: false, Port: { } port })
            pairs.Add(("port", port));
        draft.TakeMode(hasPrefer: true);
        draft.Warn(
            "ssl_mode",
            $"{draft.Tls.Mode}: RMariaDB leaves it to its C library whether TLS is used and whether the server is verified; say it in an option file (default.file)"
        );
        if (draft.Tls.IsOn)
            pairs.AddRange(MySqlTlsEntries.Write(draft, "ssl.ca", "ssl.cert", "ssl.key"));
        pairs.AddRange(Names.Write(draft));
        var arguments = pairs.Select(pair =>
            $"{pair.Name} = {(Bare.Contains(pair.Name) ? CodeLanguage.R.Number(pair.Value) : CodeLanguage.R.Quote(pair.Value))}"
        );
        return CodeBlock.Of("connection <- DBI::dbConnect(", arguments.Prepend("RMariaDB::MariaDB()"), ")", trailing: "");
    }

    public override Target Read(string text, Reading reading)
    {
        var call =
            CodeParser.Parse(CodeLanguage.R, text).Call("dbConnect")
            ?? throw Reading.Wrong("there is no dbConnect(…) in the code", "give the code that connects");
        foreach (var (key, value) in call.Items)
            if (key is not null && !Names.TryRead(key, value.Scalar ?? "", reading))
                reading.Ignore(key);
        // The library's default for a connection with a CA.
        if (reading.Has("ssl_ca"))
        {
            reading.Set("ssl_mode", "VERIFY_CA");
            reading.Warn("ssl_mode", "RMariaDB leaves the verification to its C library: VERIFY_CA is assumed because ssl.ca is given");
        }
        return reading.ToTarget();
    }
}
