namespace Dialtone.Servers.Certificates;

/// <summary>Who signs a certificate.</summary>
public enum CertificateIssuer
{
    /// <summary>The root that tests trust.</summary>
    Root,

    /// <summary>A CA below <see cref="Root"/>.</summary>
    Intermediate,

    /// <summary>A root that has nothing to do with <see cref="Root"/>.</summary>
    Other,

    /// <summary>A root whose time is over.</summary>
    ExpiredRoot,

    /// <summary>The certificate itself.</summary>
    Self,
}
