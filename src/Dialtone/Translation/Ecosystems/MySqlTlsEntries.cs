namespace Dialtone.Translation.Ecosystems;

/// <summary>The files of MySQL's TLS, for drivers that take paths and no password of the key.</summary>
static class MySqlTlsEntries
{
    /// <summary>Authority, certificate and key under the driver's names; the mode is taken by the caller.</summary>
    public static List<(string Name, string Value)> Write(Draft draft, string authority, string certificate, string key)
    {
        List<(string, string)> entries = [];
        if (draft.TakeRoot() is { } root)
            entries.Add((authority, root));
        if (draft.TakeClientCertificate() is not { } client)
            return entries;
        entries.Add((certificate, client.Certificate));
        entries.Add((key, client.Password is null ? client.Key : draft.Keys.Convert(draft, client, Keys.KeyForm.PlainPem)));
        if (client.Password is not null)
            draft.Warn("ssl_key_password", $"ssl_key_password is left out: {draft.Title} reads unencrypted keys only");
        return entries;
    }

    /// <summary>The mode of MySQL for what a driver does.</summary>
    public static string Mode(bool chain, bool name) =>
        name ? "VERIFY_IDENTITY"
        : chain ? "VERIFY_CA"
        : "REQUIRED";
}
