using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>TLS of mysqlclient: <c>ssl_mode</c> beside a dictionary <c>ssl</c>. Django hands the same to it.</summary>
static class MySqlClientOptions
{
    public static List<string> Write(Draft draft)
    {
        draft.TakeMode(hasPrefer: true);
        draft.Warn(
            "ssl_mode",
            $"{draft.Tls.Mode}: mysqlclient that is built with MariaDB's library (Debian, Fedora) knows ssl_mode from 2.2 on, and refuses it before"
        );
        List<string> entries = [SqlAlchemyCode.Entry("ssl_mode", CodeLanguage.Python.Quote(draft.Tls.Mode["ssl_mode=".Length..]))];
        var files = draft.Tls.IsOn ? MySqlTlsEntries.Write(draft, "ca", "cert", "key") : [];
        if (draft.Take("ssl_cipher") is { } cipher)
            files.Add(("cipher", cipher));
        if (files.Count > 0)
            entries.Add(
                CodeBlock.Of(
                    "\"ssl\": {",
                    files.Select(pair => SqlAlchemyCode.Entry(pair.Name, CodeLanguage.Python.Quote(pair.Value))),
                    "}"
                )
            );
        return entries;
    }

    public static void Read(CodeNode options, NameMap names, Reading reading)
    {
        foreach (var (key, value) in options.Items)
        {
            if (key == "ssl_mode")
                reading.Set("ssl_mode", value.Scalar);
            else if (key == "ssl" && value.Kind is CodeNodeKind.Group)
                ReadFiles(value, reading);
            else
                PythonMySqlCode.Read(key, value, names, reading);
        }
        // What the driver does without a mode: no verification, as soon as there is a file.
        if (!reading.Has("ssl_mode") && options["ssl"] is not null)
            reading.Set("ssl_mode", "REQUIRED");
    }

    static void ReadFiles(CodeNode ssl, Reading reading)
    {
        foreach (var (key, value) in ssl.Items)
        {
            if (key is "ca" or "cert" or "key" or "cipher" or "capath")
                reading.Set($"ssl_{key}", value.Scalar);
            else if (key == "check_hostname")
                reading.Warn("ssl_mode", "mysqlclient passes over check_hostname: the mode decides");
            else if (key is not null)
                reading.Ignore(key);
        }
    }
}
