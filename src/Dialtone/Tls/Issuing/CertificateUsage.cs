namespace Dialtone.Tls.Issuing;

/// <summary>What a certificate is good for: its extended key usage.</summary>
public enum CertificateUsage
{
    /// <summary>No extended key usage, which allows everything.</summary>
    None,

    /// <summary>TLS servers (serverAuth).</summary>
    Server,

    /// <summary>TLS clients (clientAuth).</summary>
    Client,
}
