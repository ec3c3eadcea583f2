using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>SQLAlchemy with pg8000, which knows a context and no modes.</summary>
sealed class SqlAlchemyPg8000Spelling() : Spelling("pg8000", "postgresql", "SQLAlchemy with pg8000 (Python)")
{
    static readonly NameMap Names = new(
        new("password", "password"),
        new("dbname", "database"),
        new("connect_timeout", "timeout"),
        new("application_name", "application_name"),
        new("replication", "replication"),
        new("keepalives", "tcp_keepalive", value => value == "0" ? "False" : "True", value => value == "False" ? "0" : "1")
    );

    public override bool Recognizes(string text) => SqlAlchemyCode.IsFor(text, "pg8000");

    public override string Write(Draft draft)
    {
        var python = CodeLanguage.Python;
        var url = SqlAlchemyCode.Url(draft, "postgresql+pg8000");
        List<string> arguments = [];
        if (draft.Has("host") || draft.Has("hostaddr"))
        {
            var host = draft.TakeHosts(1)[0];
            arguments.Add(
                host.IsSocket
                    ? SqlAlchemyCode.Entry("unix_sock", python.Quote($"{host.Name}/.s.PGSQL.{host.Port ?? "5432"}"))
                    : SqlAlchemyCode.Entry("host", python.Quote(host.Name))
            );
            if (host is { IsSocket: false, Port: { } port })
                arguments.Add(SqlAlchemyCode.Entry("port", python.Number(port)));
        }
        draft.TakeMode();
        List<string> context = draft.Tls.IsOn ? PythonTls.Write(draft) : [];
        arguments.AddRange(
            Names
                .Write(draft)
                .Select(pair =>
                    SqlAlchemyCode.Entry(
                        pair.Name,
                        pair.Name is "tcp_keepalive" ? pair.Value
                            : pair.Name == "timeout" ? python.Number(pair.Value)
                            : python.Quote(pair.Value)
                    )
                )
        );
        if (draft.Has("connect_timeout") is false && draft.Parameters["connect_timeout"] is not null)
            draft.Warn(
                "connect_timeout",
                "connect_timeout: pg8000's timeout holds for every answer of the server, not only while connecting"
            );
        arguments.Add(SqlAlchemyCode.Entry("ssl_context", draft.Tls.IsOn ? PythonTls.Variable : "False"));
        var import = "from sqlalchemy import create_engine\n\n";
        var call = SqlAlchemyCode.Call("create_engine", url, arguments);
        return context.Count == 0 ? import + call : $"import ssl\n\n{import}{string.Join('\n', context)}\n{call}";
    }

    public override Target Read(string text, Reading reading)
    {
        if (!text.Contains('('))
            return Target.Parse(text, []);
        var code = CodeParser.Parse(CodeLanguage.Python, text);
        var (url, arguments) = SqlAlchemyCode.Find(code);
        SqlAlchemyCode.ReadUrl(url, reading);
        foreach (var (key, value) in arguments?.Items ?? [])
        {
            if (key == "ssl_context" && value.IsFalse)
                reading.Set("sslmode", "disable");
            else if (key == "ssl_context" && value.IsTrue)
            {
                reading.Set("sslmode", "verify-full");
                reading.Set("sslrootcert", TlsIntent.SystemRoots);
            }
            else if (key == "ssl_context")
                PythonTls.Read(code, reading);
            else if (key == "unix_sock")
                ReadSocket(value.Scalar ?? "", reading);
            else if (key is "host" or "port" or "user")
                reading.Set(key, value.Scalar);
            else if (key is not null && !Names.TryRead(key, value.Scalar ?? "", reading))
                reading.Ignore(key);
        }
        return reading.ToTarget();
    }

    static void ReadSocket(string path, Reading reading)
    {
        var name = path.LastIndexOf("/.s.PGSQL.", StringComparison.Ordinal);
        reading.Set("host", name < 0 ? path : path[..name]);
        reading.Set("port", name < 0 ? null : path[(name + "/.s.PGSQL.".Length)..]);
    }
}
