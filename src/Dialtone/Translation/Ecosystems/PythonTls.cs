using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>Python's <c>ssl.SSLContext</c>, which asyncpg and pg8000 take instead of parameters.</summary>
static class PythonTls
{
    public const string Variable = "context";

    static readonly (string Word, string Member)[] Versions =
    [
        ("TLSv1", "TLSv1"),
        ("TLSv1.1", "TLSv1_1"),
        ("TLSv1.2", "TLSv1_2"),
        ("TLSv1.3", "TLSv1_3"),
    ];

    /// <summary>The lines that make the context. The mode is taken by the caller.</summary>
    public static List<string> Write(Draft draft)
    {
        var root = draft.TakeRoot();
        List<string> lines =
        [
            root is null ? $"{Variable} = ssl.create_default_context()" : $"{Variable} = ssl.create_default_context(cafile={Quote(root)})",
        ];
        if (!draft.Tls.VerifiesName)
            lines.Add($"{Variable}.check_hostname = False");
        if (!draft.Tls.VerifiesChain)
            lines.Add($"{Variable}.verify_mode = ssl.CERT_NONE");
        if (draft.TakeClientCertificate() is { } client)
        {
            var password = client.Password is { } text ? $", password={Quote(text)}" : "";
            lines.Add($"{Variable}.load_cert_chain({Quote(client.Certificate)}, {Quote(client.Key)}{password})");
        }
        if (draft.Tls.VerifiesChain && draft.Take("sslcrl") is { } list)
        {
            lines.Add($"{Variable}.load_verify_locations({Quote(list)})");
            lines.Add($"{Variable}.verify_flags |= ssl.VERIFY_CRL_CHECK_CHAIN");
            draft.Warn("sslcrl", "sslcrl: libpq passes over a file that is missing, Python does not");
        }
        foreach (
            var (keyword, member) in (ReadOnlySpan<(string, string)>)
                [("ssl_min_protocol_version", "minimum_version"), ("ssl_max_protocol_version", "maximum_version")]
        )
            if (
                draft.Take(keyword) is { } version
                && Array.Find(Versions, row => row.Word.Equals(version, StringComparison.OrdinalIgnoreCase)).Member is { } name
            )
                lines.Add($"{Variable}.{member} = ssl.TLSVersion.{name}");
        return lines;
    }

    /// <summary>Reads a context that code makes.</summary>
    public static void Read(CodeNode code, Reading reading)
    {
        var made = code.Call("create_default_context", "SSLContext");
        var root = made?["cafile"]?.Scalar;
        var verifies = code.Assigned(".verify_mode")?.Text.EndsWith("CERT_NONE", StringComparison.Ordinal) != true;
        var checksName = verifies && code.Assigned(".check_hostname")?.IsFalse != true;
        reading.Set(
            "sslmode",
            checksName ? "verify-full"
                : verifies ? "verify-ca"
                : "require"
        );
        if (verifies)
            reading.Set("sslrootcert", root ?? (checksName ? TlsIntent.SystemRoots : null));
        if (verifies && !checksName && root is null)
            reading.Warn(
                "sslrootcert",
                "the context trusts the system's roots without checking the name, which libpq refuses to do: name a file of trusted roots"
            );
        if (code.Call(".load_cert_chain") is { } chain)
        {
            var paths = chain.Positional.Select(node => node.Scalar).ToList();
            var certificate = chain["certfile"]?.Scalar ?? paths.ElementAtOrDefault(0);
            reading.Set("sslcert", certificate);
            reading.Set("sslkey", chain["keyfile"]?.Scalar ?? paths.ElementAtOrDefault(1) ?? certificate);
            reading.Set("sslpassword", chain["password"]?.Scalar ?? paths.ElementAtOrDefault(2));
        }
        if (code.Assigned(".verify_flags") is not null)
            reading.Set("sslcrl", code.Call(".load_verify_locations")?.Positional.FirstOrDefault()?.Scalar);
        reading.Set("ssl_min_protocol_version", Version(code.Assigned(".minimum_version")));
        reading.Set("ssl_max_protocol_version", Version(code.Assigned(".maximum_version")));
    }

    static string? Version(CodeNode? node) =>
        node is null ? null : Array.Find(Versions, row => node.Text.EndsWith("." + row.Member, StringComparison.Ordinal)).Word;

    static string Quote(string text) => CodeLanguage.Python.Quote(text);
}
