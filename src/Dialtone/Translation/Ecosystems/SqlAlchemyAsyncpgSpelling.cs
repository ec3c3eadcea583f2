using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>SQLAlchemy with asyncpg, which has no <c>sslmode</c>: certificates go into a context.</summary>
sealed class SqlAlchemyAsyncpgSpelling() : Spelling("asyncpg", "postgresql", "SQLAlchemy with asyncpg (Python)")
{
    static readonly NameMap Names = new(
        new("password", "password"),
        new("dbname", "database"),
        new("passfile", "passfile"),
        new("connect_timeout", "timeout"),
        new("target_session_attrs", "target_session_attrs"),
        new("krbsrvname", "krbsrvname"),
        new("sslnegotiation", "direct_tls", value => value == "direct" ? "True" : "", value => value == "True" ? "direct" : "")
    );

    public override bool Recognizes(string text) => SqlAlchemyCode.IsFor(text, "asyncpg");

    public override string Write(Draft draft)
    {
        var python = CodeLanguage.Python;
        var url = SqlAlchemyCode.Url(draft, "postgresql+asyncpg");
        List<string> arguments = [];
        if (draft.Has("host") || draft.Has("hostaddr"))
        {
            var hosts = draft.TakeHosts();
            arguments.Add(SqlAlchemyCode.Entry("host", ListOf(hosts.Select(host => python.Quote(host.Name)))));
            if (hosts.Exists(host => host.Port is not null))
                arguments.Add(SqlAlchemyCode.Entry("port", ListOf(hosts.Select(host => python.Number(host.Port ?? "5432")))));
        }
        List<string> context = [];
        var ssl = WriteTls(draft, context);
        arguments.AddRange(
            Names
                .Write(draft)
                .Select(pair =>
                    SqlAlchemyCode.Entry(
                        pair.Name,
                        pair.Value is "True" ? pair.Value
                            : pair.Name == "timeout" ? python.Number(pair.Value)
                            : python.Quote(pair.Value)
                    )
                )
        );
        arguments.Add(SqlAlchemyCode.Entry("ssl", ssl));
        if (Settings(draft) is { Count: > 0 } settings)
            arguments.Add(
                CodeBlock.Of(
                    "\"server_settings\": {",
                    settings.Select(pair => SqlAlchemyCode.Entry(pair.Name, python.Quote(pair.Value))),
                    "}"
                )
            );
        draft.Lose("sslcertmode", "a context sends what it holds");
        var import = "from sqlalchemy.ext.asyncio import create_async_engine\n\n";
        var call = SqlAlchemyCode.Call("create_async_engine", url, arguments);
        return context.Count == 0 ? import + call : $"import ssl\n\n{import}{string.Join('\n', context)}\n{call}";
    }

    /// <summary>A word where asyncpg has one and no file is involved; else a context.</summary>
    static string WriteTls(Draft draft, List<string> context)
    {
        var needsContext = draft.Tls.VerifiesChain || (draft.Has("sslcert") && draft.Has("sslkey") && draft.Tls.IsOn);
        draft.TakeMode(hasAllow: false, hasPrefer: !needsContext);
        if (needsContext)
        {
            context.AddRange(PythonTls.Write(draft));
            return PythonTls.Variable;
        }
        draft.Lose("sslrootcert", $"{draft.Tls.Mode} does not verify the server with it");
        return draft.Tls.Use switch
        {
            TlsUse.Never => "\"disable\"",
            TlsUse.Always => "\"require\"",
            _ => "\"prefer\"",
        };
    }

    static List<(string Name, string Value)> Settings(Draft draft)
    {
        List<(string, string)> settings = [];
        if (draft.Take("application_name") is { } name)
            settings.Add(("application_name", name));
        if (draft.Parameters.Text("options") is { } options && ServerSettings.Split(options) is { } found)
        {
            draft.Skip("options");
            settings.AddRange(found);
        }
        return settings;
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
            if (key == "ssl")
                ReadTls(value, code, reading);
            else if (key is "host" or "port")
                reading.Set(
                    key,
                    value.Kind is CodeNodeKind.Group ? string.Join(',', value.Positional.Select(node => node.Text)) : value.Scalar
                );
            else if (key == "user")
                reading.Set("user", value.Scalar);
            else if (key == "server_settings")
                ReadSettings(value, reading);
            else if (key is not null && !Names.TryRead(key, value.Scalar ?? "", reading))
                reading.Ignore(key);
        }
        return reading.ToTarget();
    }

    static void ReadTls(CodeNode value, CodeNode code, Reading reading)
    {
        if (value.Kind is CodeNodeKind.Text)
            reading.Set("sslmode", value.Text);
        else if (value.IsFalse)
            reading.Set("sslmode", "disable");
        else
            PythonTls.Read(code, reading);
    }

    static void ReadSettings(CodeNode value, Reading reading)
    {
        var settings = value
            .Items.Where(item => item.Key is not null)
            .Select(item => (Name: item.Key!, Value: item.Value.Scalar ?? ""))
            .ToList();
        reading.Set("application_name", settings.Find(pair => pair.Name == "application_name").Value);
        reading.Set("options", ServerSettings.Join(settings.Where(pair => pair.Name != "application_name")));
    }

    static string ListOf(IEnumerable<string> literals) => literals.ToList() is [var one] ? one : $"[{string.Join(", ", literals)}]";
}
