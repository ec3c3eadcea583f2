using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>SQLAlchemy with mysql-connector-python.</summary>
sealed class SqlAlchemyMySqlConnectorSpelling()
    : Spelling("mysql-connector-python", "mysql", "SQLAlchemy with mysql-connector-python (Python)")
{
    static readonly NameMap Names = PythonMySqlCode.Names("connection_timeout", "allow_local_infile");

    public override bool Recognizes(string text) => SqlAlchemyCode.IsFor(text, "mysqlconnector", "mysql.connector");

    public override string Write(Draft draft)
    {
        var python = CodeLanguage.Python;
        var url = SqlAlchemyCode.Url(draft, "mysql+mysqlconnector");
        var arguments = PythonMySqlCode.Hosts(draft);
        draft.TakeMode(hasPrefer: true);
        if (draft.Tls is { Use: TlsUse.Always, VerifiesChain: false })
            draft.Warn(
                "ssl_mode",
                "ssl_mode=REQUIRED: mysql-connector-python goes on in plaintext when the server says that it has no TLS"
            );
        if (draft.Tls.Use is not TlsUse.IfPossible)
            arguments.Add(SqlAlchemyCode.Entry("ssl_disabled", python.Quote(!draft.Tls.IsOn)));
        if (draft.Tls.IsOn)
        {
            arguments.AddRange(
                MySqlTlsEntries
                    .Write(draft, "ssl_ca", "ssl_cert", "ssl_key")
                    .Select(pair => SqlAlchemyCode.Entry(pair.Name, python.Quote(pair.Value)))
            );
            if (draft.Take("ssl_cipher") is { } cipher)
                arguments.Add(SqlAlchemyCode.Entry("ssl_cipher", python.Quote(cipher)));
            arguments.Add(SqlAlchemyCode.Entry("ssl_verify_cert", python.Quote(draft.Tls.VerifiesChain)));
            arguments.Add(SqlAlchemyCode.Entry("ssl_verify_identity", python.Quote(draft.Tls.VerifiesName)));
            if (draft.Take("tls_versions") is { } versions)
                arguments.Add(
                    SqlAlchemyCode.Entry(
                        "tls_versions",
                        $"[{string.Join(", ", versions.Split(',').Select(version => python.Quote(version.Trim())))}]"
                    )
                );
        }
        arguments.AddRange(Names.Write(draft).Select(pair => PythonMySqlCode.Entry(pair.Name, pair.Value)));
        return $"from sqlalchemy import create_engine\n\n{SqlAlchemyCode.Call("create_engine", url, arguments)}";
    }

    public override Target Read(string text, Reading reading)
    {
        if (!text.Contains('('))
            return Target.Parse(text, []);
        var (url, arguments) = SqlAlchemyCode.Find(CodeParser.Parse(CodeLanguage.Python, text));
        SqlAlchemyCode.ReadUrl(url, reading);
        string[] switches = ["ssl_disabled", "ssl_verify_cert", "ssl_verify_identity"];
        foreach (var (key, value) in arguments?.Items ?? [])
        {
            if (key is "ssl_ca" or "ssl_cert" or "ssl_key" or "ssl_cipher")
                reading.Set(key, value.Scalar);
            else if (key == "tls_versions")
                reading.Set(key, string.Join(',', value.Positional.Select(node => node.Text)));
            else if (!switches.Contains(key))
                PythonMySqlCode.Read(key, value, Names, reading);
        }
        bool Is(string key) => arguments?[key]?.IsTrue == true;
        if (Is("ssl_disabled"))
            reading.Set("ssl_mode", "DISABLED");
        else if (Is("ssl_verify_cert") || Is("ssl_verify_identity"))
            reading.Set("ssl_mode", MySqlTlsEntries.Mode(true, Is("ssl_verify_identity")));
        else
            reading.Set("ssl_mode", arguments?["ssl_disabled"]?.IsFalse == true ? "REQUIRED" : "PREFERRED");
        return reading.ToTarget();
    }
}
