namespace Dialtone.Servers.Certificates;

/// <summary>The server certificates that tests want again and again. Each is for <c>localhost</c> and the loopback addresses unless it says otherwise.</summary>
public enum ServerCertificate
{
    /// <summary>EC P-256, localhost, 127.0.0.1 and ::1, from the trusted root.</summary>
    Good,

    /// <summary>Like <see cref="Good"/> with an RSA key.</summary>
    Rsa,
    WrongName,
    Expired,
    NotYetValid,

    /// <summary>From a root nobody trusts.</summary>
    UnknownAuthority,
    SelfSigned,

    /// <summary>Self-signed and marked as a CA.</summary>
    SelfSignedAuthority,

    /// <summary>*.localhost</summary>
    Wildcard,

    /// <summary>*.localhost as common name, no alternative names.</summary>
    WildcardCommonName,

    /// <summary>d*.localhost, which nobody should accept.</summary>
    PartialWildcard,

    /// <summary>LOCALHOST</summary>
    UppercaseName,

    /// <summary>127.0.0.1 and ::1 as iPAddress, no DNS name.</summary>
    AddressOnly,

    /// <summary>127.0.0.1 written as a dNSName.</summary>
    AddressAsDnsName,

    /// <summary>127.0.0.1 as common name, no alternative names.</summary>
    AddressCommonName,

    /// <summary>127.0.0.1 as common name, another address as iPAddress.</summary>
    AddressCommonNameOverruled,

    /// <summary>localhost as common name, no alternative names.</summary>
    CommonNameOnly,

    /// <summary>localhost as common name, another host as dNSName.</summary>
    CommonNameOverruled,

    /// <summary>Another common name, localhost as dNSName.</summary>
    CommonNameIrrelevant,

    /// <summary>Neither common name nor alternative names.</summary>
    NoNames,
    Revoked,

    /// <summary>From the intermediate CA, presented without it.</summary>
    LeafOfIntermediate,

    /// <summary>From the intermediate CA, presented with it.</summary>
    ChainOfIntermediate,

    /// <summary>From a root that has expired.</summary>
    ExpiredAuthority,

    /// <summary>Its extended key usage allows clients only.</summary>
    ClientUsageOnly,

    /// <summary>No extended key usage.</summary>
    NoUsage,

    /// <summary>A leaf marked as a CA.</summary>
    MarkedAsAuthority,

    /// <summary>Signed with RSA-PSS.</summary>
    PssSigned,
    Sha512Signed,

    /// <summary>Signed with SHA-1. PostgreSQL 18's build presents it; servers on the system's OpenSSL 3 refuse to.</summary>
    Sha1Signed,

    /// <summary>RSA with 1024 bits. PostgreSQL 18's build presents it; servers on the system's OpenSSL 3 refuse to.</summary>
    WeakKey,
    Ed25519,
}
