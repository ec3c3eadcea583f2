using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>What a revocation list says about itself.</summary>
/// <param name="Issuer">Who issued it, for comparison.</param>
/// <param name="IssuerName">Who issued it, for messages.</param>
/// <param name="ThisUpdate">When it was issued.</param>
/// <param name="NextUpdate">Until when it counts; no end if <see langword="null"/>.</param>
/// <param name="Scope">Which certificates it covers.</param>
/// <param name="HasUnknownCriticalExtension">Whether it says something that must be understood and is not.</param>
sealed record RevocationListHeader(
    CanonicalName Issuer,
    X500DistinguishedName IssuerName,
    DateTimeOffset ThisUpdate,
    DateTimeOffset? NextUpdate,
    RevocationScope Scope,
    bool HasUnknownCriticalExtension
);
