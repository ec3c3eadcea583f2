using System.Text;
using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>SQLAlchemy with PyMySQL, whose <c>ssl</c> is a dictionary.</summary>
sealed class SqlAlchemyPyMySqlSpelling() : Spelling("pymysql", "mysql", "SQLAlchemy with PyMySQL (Python)")
{
    const string SystemFolder = "/etc/ssl/certs";

    static readonly NameMap Names = PythonMySqlCode.Names(hasProgramName: true);

    public override bool Recognizes(string text) => SqlAlchemyCode.IsFor(text, "pymysql");

    public override string Write(Draft draft)
    {
        // PyMySQL sends a text as Latin-1, and bytes as they are.
        var password = draft.Parameters.Text("password") is { } text && !Ascii.IsValid(text) ? draft.Take("password") : null;
        var url = SqlAlchemyCode.Url(draft, "mysql+pymysql");
        var arguments = PythonMySqlCode.Hosts(draft);
        if (password is not null)
            arguments.Add(SqlAlchemyCode.Entry("password", $"{CodeLanguage.Python.Quote(password)}.encode()"));
        // It goes on without TLS where the server has none, whatever the dictionary says.
        draft.TakeMode(hasPrefer: true);
        if (draft.Tls.Use is TlsUse.Always)
            draft.Warn(
                "ssl_mode",
                $"{draft.Tls.Mode}: PyMySQL goes on in plaintext when the server says that it has no TLS; demand TLS at the server too (REQUIRE SSL)"
            );
        else if (draft.Tls.Use is TlsUse.IfPossible)
            draft.Warn("ssl_mode", $"{draft.Tls.Mode} and REQUIRED are the same to PyMySQL");
        if (draft.Tls.IsOn)
            arguments.Add(CodeBlock.Of("\"ssl\": {", WriteTls(draft), "}"));
        else
            arguments.Add(SqlAlchemyCode.Entry("ssl_disabled", "True"));
        arguments.AddRange(Names.Write(draft).Select(pair => PythonMySqlCode.Entry(pair.Name, pair.Value)));
        return $"from sqlalchemy import create_engine\n\n{SqlAlchemyCode.Call("create_engine", url, arguments)}";
    }

    static List<string> WriteTls(Draft draft)
    {
        List<string> entries = [];
        if (draft.TakeRoot() is { } root)
            entries.Add(SqlAlchemyCode.Entry("ca", CodeLanguage.Python.Quote(root)));
        else if (draft.Tls.VerifiesChain)
        {
            // Without one of the two, the name is not checked.
            entries.Add(SqlAlchemyCode.Entry("capath", CodeLanguage.Python.Quote(SystemFolder)));
            draft.Warn("ssl_capath", $"ssl_capath is written as {SystemFolder}: without a CA, PyMySQL does not check the name");
        }
        if (draft.TakeClientCertificate() is { } client)
        {
            entries.Add(SqlAlchemyCode.Entry("cert", CodeLanguage.Python.Quote(client.Certificate)));
            entries.Add(SqlAlchemyCode.Entry("key", CodeLanguage.Python.Quote(client.Key)));
            if (client.Password is { } password)
            {
                entries.Add(SqlAlchemyCode.Entry("password", CodeLanguage.Python.Quote(password)));
                draft.Warn("ssl_key_password", "ssl_key_password needs PyMySQL 1.1 or newer");
            }
        }
        if (draft.Take("ssl_cipher") is { } cipher)
            entries.Add(SqlAlchemyCode.Entry("cipher", CodeLanguage.Python.Quote(cipher)));
        entries.Add(SqlAlchemyCode.Entry("check_hostname", CodeLanguage.Python.Quote(draft.Tls.VerifiesName)));
        entries.Add(SqlAlchemyCode.Entry("verify_mode", CodeLanguage.Python.Quote(draft.Tls.VerifiesChain)));
        return entries;
    }

    public override Target Read(string text, Reading reading)
    {
        if (!text.Contains('('))
            return Target.Parse(text, []);
        var (url, arguments) = SqlAlchemyCode.Find(CodeParser.Parse(CodeLanguage.Python, text));
        SqlAlchemyCode.ReadUrl(url, reading);
        foreach (var (key, value) in arguments?.Items ?? [])
        {
            if (key == "ssl" && value.Kind is CodeNodeKind.Group)
                ReadTls(value, reading);
            else if (key == "ssl_disabled")
                reading.Set("ssl_mode", value.IsTrue ? "DISABLED" : null);
            else if (key?.StartsWith("ssl_", StringComparison.Ordinal) == true && reading.TrySet(key, value.Scalar ?? ""))
                continue;
            else
                PythonMySqlCode.Read(key, value, Names, reading);
        }
        return reading.ToTarget();
    }

    static void ReadTls(CodeNode ssl, Reading reading)
    {
        if (ssl.Items.IsEmpty)
            return;
        var root = ssl["ca"]?.Scalar;
        var folder = ssl["capath"]?.Scalar;
        var chain = ssl["verify_mode"] is { } mode ? mode.IsTrue || mode.Scalar is "required" : (root ?? folder) is not null;
        var name = chain && (root ?? folder) is not null && ssl["check_hostname"]?.IsFalse != true;
        reading.Set("ssl_mode", MySqlTlsEntries.Mode(chain, name));
        reading.Set("ssl_ca", chain ? root : null);
        reading.Set("ssl_capath", chain ? folder : null);
        reading.Set("ssl_cert", ssl["cert"]?.Scalar);
        reading.Set("ssl_key", ssl["key"]?.Scalar);
        reading.Set("ssl_key_password", ssl["password"]?.Scalar);
        reading.Set("ssl_cipher", ssl["cipher"]?.Scalar);
    }
}
