using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Rails's <c>database.yml</c> with mysql2.</summary>
sealed class RailsMySqlSpelling() : Spelling("rails", "mysql", "Rails database.yml, MySQL (Ruby)")
{
    static readonly NameMap Names = new(
        new("user", "username"),
        new("password", "password"),
        new("database", "database"),
        new("charset", "encoding"),
        new("collation", "collation"),
        new("init_command", "init_command"),
        new("connect_timeout", "connect_timeout"),
        new("read_timeout", "read_timeout"),
        new("write_timeout", "write_timeout"),
        new("ssl_cipher", "sslcipher"),
        new("ssl_capath", "sslcapath"),
        new("ssl_mode", "ssl_mode", Read: value => value.ToUpperInvariant()),
        new("ssl_ca", "sslca"),
        new("ssl_cert", "sslcert"),
        new("ssl_key", "sslkey"),
        new("host", "host"),
        new("port", "port"),
        new("unix_socket", "socket")
    );

    public override bool Recognizes(string text) => RailsText.IsFor(text, "mysql2", "trilogy");

    public override string Write(Draft draft)
    {
        List<(string, string)> pairs = [];
        var host = draft.TakeHost();
        pairs.Add((host.IsSocket ? "socket" : "host", host.Name));
        if (host is { IsSocket: false, Port: { } port })
            pairs.Add(("port", port));
        draft.TakeMode(hasPrefer: true);
        var tls = draft.Tls.IsOn ? MySqlTlsEntries.Write(draft, "sslca", "sslcert", "sslkey") : [];
        pairs.AddRange(Names.Write(draft));
        pairs.Add(("ssl_mode", draft.Tls.Mode["ssl_mode=".Length..].ToLowerInvariant()));
        pairs.AddRange(tls);
        return RailsText.Write("mysql2", pairs);
    }

    public override Target Read(string text, Reading reading)
    {
        foreach (var (name, value) in RailsText.Read(text))
            if (name is not ("adapter" or "pool") && !Names.TryRead(name, value, reading))
                reading.Ignore(name);
        return reading.ToTarget();
    }
}
