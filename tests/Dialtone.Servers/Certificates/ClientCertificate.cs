namespace Dialtone.Servers.Certificates;

/// <summary>Client certificates for the user <c>alice</c> that are not simply good.</summary>
public enum ClientCertificate
{
    /// <summary>From a root the server does not trust.</summary>
    UnknownAuthority,
    Expired,
    NotYetValid,

    /// <summary>Listed as revoked; only a server with a revocation list minds.</summary>
    Revoked,

    /// <summary>Alice's certificate beside bob's key.</summary>
    MismatchedKey,

    /// <summary>Its extended key usage allows servers only.</summary>
    ServerUsageOnly,

    /// <summary>No extended key usage.</summary>
    NoUsage,

    /// <summary>From the intermediate CA, without it.</summary>
    LeafOfIntermediate,

    /// <summary>From the intermediate CA, with it in the same file.</summary>
    ChainOfIntermediate,

    /// <summary>Good, with an RSA key.</summary>
    Rsa,
    Ed25519,
}
