using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>The <c>ssl</c> object of Node's drivers: what <c>tls.connect</c> takes.</summary>
static class NodeTls
{
    static CodeLanguage Language => CodeLanguage.JavaScript;

    /// <summary>The entries; the mode is taken by the caller.</summary>
    /// <param name="draft">The parameters.</param>
    /// <param name="nameSwitch">The entry that says whether the name is checked, if the driver has one of its own.</param>
    public static List<string> Write(Draft draft, string? nameSwitch = null)
    {
        List<string> entries = [];
        if (draft.TakeRoot() is { } root)
            entries.Add($"ca: {File(root)}");
        if (draft.TakeClientCertificate() is { } client)
        {
            entries.Add($"cert: {File(client.Certificate)}");
            entries.Add($"key: {File(client.Key)}");
            if (client.Password is { } password)
                entries.Add($"passphrase: {Language.Quote(password)}");
        }
        entries.Add($"rejectUnauthorized: {Language.Quote(draft.Tls.VerifiesChain)}");
        if (nameSwitch is not null)
            entries.Add($"{nameSwitch}: {Language.Quote(draft.Tls.VerifiesName)}");
        else if (draft.Tls is { VerifiesChain: true, VerifiesName: false })
            entries.Add("checkServerIdentity: () => undefined");
        if (draft.Tls.VerifiesChain && draft.Take("sslcrl") is { } list)
        {
            entries.Add($"crl: {File(list)}");
            draft.Warn("sslcrl", "sslcrl: libpq passes over a file that is missing, Node does not");
        }
        if (draft.Take("ssl_min_protocol_version") is { } least)
            entries.Add($"minVersion: {Language.Quote(least)}");
        if (draft.Take("ssl_max_protocol_version") is { } most)
            entries.Add($"maxVersion: {Language.Quote(most)}");
        return entries;
    }

    /// <summary>Reads the object.</summary>
    /// <returns>Whether the chain and the name are verified.</returns>
    public static (bool Chain, bool Name) Read(CodeNode ssl, Reading reading, string prefix, string? nameSwitch = null)
    {
        var chain = ssl["rejectUnauthorized"]?.IsFalse != true;
        var name = chain && (nameSwitch is null ? ssl["checkServerIdentity"] is null : ssl[nameSwitch]?.IsTrue == true);
        var isPostgres = prefix == "ssl";
        var root = Path(ssl["ca"]);
        if (chain)
            reading.Set(isPostgres ? "sslrootcert" : "ssl_ca", root ?? (isPostgres && name ? TlsIntent.SystemRoots : null));
        if (chain && root is null && !(isPostgres && name))
            reading.Warn(isPostgres ? "sslrootcert" : "ssl_ca", "without ca, Node trusts roots of its own; name a file of trusted roots");
        reading.Set($"{prefix}cert", Path(ssl["cert"]));
        reading.Set($"{prefix}key", Path(ssl["key"]));
        reading.Set(isPostgres ? "sslpassword" : "ssl_key_password", ssl["passphrase"]?.Scalar);
        if (isPostgres)
        {
            reading.Set("sslcrl", Path(ssl["crl"]));
            reading.Set("ssl_min_protocol_version", ssl["minVersion"]?.Scalar);
            reading.Set("ssl_max_protocol_version", ssl["maxVersion"]?.Scalar);
        }
        return (chain, name);
    }

    static string File(string path) => $"fs.readFileSync({Language.Quote(path)})";

    // The first argument of readFileSync, with or without toString() behind it.
    static string? Path(CodeNode? node) => node?.Kind is CodeNodeKind.Call ? node.Positional.FirstOrDefault()?.Scalar : null;
}
