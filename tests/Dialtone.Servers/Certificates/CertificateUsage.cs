namespace Dialtone.Servers.Certificates;

/// <summary>The extended key usage of a certificate.</summary>
public enum CertificateUsage
{
    Server,
    Client,

    /// <summary>The extension is absent, which allows everything.</summary>
    Unrestricted,
}
