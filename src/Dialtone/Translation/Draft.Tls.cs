namespace Dialtone.Translation;

/// <summary>A client's certificate with its key, as paths.</summary>
readonly record struct ClientFiles(string Certificate, string Key, string? Password);

sealed partial class Draft
{
    string RootKeyword => IsMySql ? "ssl_ca" : "sslrootcert";

    string CertificateKeyword => IsMySql ? "ssl_cert" : "sslcert";

    string KeyKeyword => IsMySql ? "ssl_key" : "sslkey";

    /// <summary>The keyword of the private key's password.</summary>
    public string KeyPasswordKeyword => IsMySql ? "ssl_key_password" : "sslpassword";

    /// <summary>Takes the mode, whose meaning the caller writes from <see cref="Tls"/>, and says what becomes of it.</summary>
    /// <param name="hasAllow">Whether plaintext first, TLS if that fails, can be said.</param>
    /// <param name="hasPrefer">Whether TLS first, plaintext if that fails, can be said.</param>
    /// <param name="hasChainOnly">Whether a server can be verified without its name.</param>
    public void TakeMode(bool hasAllow = false, bool hasPrefer = false, bool hasChainOnly = true)
    {
        _ = Take(ModeKeyword);
        if (IsMySql)
        {
            // The mode that follows from these is what is written.
            foreach (var keyword in (string[])["ssl_check_hostname", "ssl_verify_cert", "ssl_disabled"])
                Skip(keyword);
        }
        if ((Tls.Use is TlsUse.IfPossible && !hasPrefer) || (Tls.Use is TlsUse.IfDemanded && !hasAllow && !hasPrefer))
            Warn(ModeKeyword, $"{Tls.Mode}: {Title} has no fallback to plaintext, so TLS is demanded; a server without it will be refused");
        else if (Tls.Use is TlsUse.IfDemanded && !hasAllow)
            Warn(ModeKeyword, $"{Tls.Mode}: {Title} cannot try plaintext first, so TLS is tried first");
        if (Tls.Mode == "sslmode=require" && Tls.VerifiesChain)
            Warn(
                ModeKeyword,
                "sslmode=require verifies the server's CA in libpq because sslrootcert is given; that is written as what it means, verify-ca"
            );
        if (Tls.VerifiesChain && !Tls.VerifiesName && !hasChainOnly)
            Warn(ModeKeyword, $"{Tls.Mode}: {Title} cannot verify the CA without the name, so the server's name is checked too");
        if (!Tls.IsOn)
            foreach (var parameter in parameters)
                if (parameter.Keyword != ModeKeyword && parameter.Keyword is ['s', 's', 'l', ..] or "tls_versions")
                    Lose(parameter.Keyword, $"it is not used with {Tls.Mode}");
    }

    /// <summary>The file of trusted CAs if the server is verified against one; otherwise says why there is none.</summary>
    public string? TakeRoot()
    {
        if (Tls.VerifiesChain && Tls.UsesSystemRoots)
        {
            Skip(RootKeyword);
            return null;
        }
        if (!Tls.VerifiesChain)
            Lose(RootKeyword, $"{Tls.Mode} does not verify the server with it");
        else if (Tls.Root is null)
            Warn(
                RootKeyword,
                $"{Tls.Mode} without {RootKeyword} is refused by {(IsMySql ? "MySQL's client" : "libpq unless ~/.postgresql/root.crt exists")}; {Title} verifies against its own list of trusted roots"
            );
        return Take(RootKeyword);
    }

    /// <summary>The client's certificate and key.</summary>
    public ClientFiles? TakeClientCertificate()
    {
        if (parameters.Text("sslcertmode") == "disable")
        {
            foreach (var keyword in (string[])[CertificateKeyword, KeyKeyword, KeyPasswordKeyword])
                Lose(keyword, "sslcertmode=disable sends no certificate");
            Lose("sslcertmode", "no certificate is written");
        }
        if (!Has(CertificateKeyword) || !Has(KeyKeyword))
        {
            Lose(CertificateKeyword, $"{Title} needs {KeyKeyword} with it");
            Lose(KeyKeyword, $"it is of use with {CertificateKeyword} only");
            Lose(KeyPasswordKeyword, $"it is of use with {CertificateKeyword} only");
            return null;
        }
        return new(Take(CertificateKeyword)!, Take(KeyKeyword)!, Take(KeyPasswordKeyword));
    }
}
