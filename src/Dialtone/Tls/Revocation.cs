namespace Dialtone.Tls;

/// <summary>Why a certificate was revoked (RFC 5280, section 5.3.1).</summary>
enum RevocationReason
{
    Unspecified = 0,
    KeyCompromise = 1,
    CaCompromise = 2,
    AffiliationChanged = 3,
    Superseded = 4,
    CessationOfOperation = 5,
    CertificateHold = 6,

    /// <summary>Not revoked any more.</summary>
    RemoveFromList = 8,
    PrivilegeWithdrawn = 9,
    AttributeAuthorityCompromise = 10,
}

/// <summary>One entry of a revocation list.</summary>
/// <param name="Time">Since when the certificate is revoked.</param>
/// <param name="Reason">Why.</param>
sealed record Revocation(DateTimeOffset Time, RevocationReason Reason);
