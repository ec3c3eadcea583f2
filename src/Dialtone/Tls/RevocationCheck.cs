using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>Checks a chain against revocation lists as OpenSSL does with CRL_CHECK and CRL_CHECK_ALL: every certificate, the root too, needs a valid list.</summary>
static class RevocationCheck
{
    /// <summary>The first problem, from the leaf up; <see langword="null"/> if nothing is revoked and no list is missing.</summary>
    /// <param name="chain">The chain, leaf first, complete up to its self-signed root.</param>
    /// <param name="lists">The lists that may be used.</param>
    /// <param name="now">The time that counts.</param>
    /// <exception cref="System.Formats.Asn1.AsnContentException">A certificate of the chain is damaged.</exception>
    public static VerificationProblem? Find(IReadOnlyList<X509Certificate2> chain, RevocationLists lists, DateTimeOffset now)
    {
        for (var index = 0; index < chain.Count; index++)
        {
            var issuer = chain[Math.Min(index + 1, chain.Count - 1)];
            if (Find(chain[index], issuer, lists, now) is { } problem)
            {
                return problem;
            }
        }

        return null;
    }

    static VerificationProblem? Find(X509Certificate2 certificate, X509Certificate2 issuer, RevocationLists lists, DateTimeOffset now)
    {
        var issuerName = CertificateText.NameOf(issuer);
        VerificationProblem? problem = null;
        foreach (var list in lists.Of(CanonicalName.Of(certificate.IssuerName.RawData)))
        {
            if (!list.Header.Scope.Covers(certificate))
            {
                continue;
            }

            if (FindDefect(list, issuer, issuerName, now) is { } defect)
            {
                problem ??= defect;
                continue;
            }

            return list.Find(certificate) is { } revocation
                ? new(
                    $"certificate \"{CertificateText.NameOf(certificate)}\" (serial {certificate.SerialNumber}) was revoked by \"{issuerName}\" on "
                        + $"{CertificateText.Time(revocation.Time)} (reason: {revocation.Reason})",
                    "do not connect; the server's operator must install a new certificate"
                )
                : null;
        }

        return problem
            ?? new(
                $"there is no revocation list of issuer \"{issuerName}\" for certificate \"{CertificateText.NameOf(certificate)}\"",
                $"add the current list of \"{issuerName}\" (in a folder as {CanonicalName.Of(issuer.SubjectName.RawData).FileName()}.r0); "
                    + "once lists are named, every CA of the chain needs one, the root too"
            );
    }

    static VerificationProblem? FindDefect(RevocationList list, X509Certificate2 issuer, string issuerName, DateTimeOffset now)
    {
        var header = list.Header;
        if (!list.IsSignedBy(issuer))
        {
            return CertificateSignature.Supports(list.SignatureAlgorithm)
                ? new(
                    $"the revocation list of issuer \"{issuerName}\" is not signed with its key",
                    "get the list from the CA that issued the certificate"
                )
                : new(
                    $"the revocation list of issuer \"{issuerName}\" is signed with an algorithm that .NET cannot verify ({list.SignatureAlgorithm})",
                    "have the CA sign its lists with RSA or ECDSA"
                );
        }

        var usage = issuer.Extensions.OfType<X509KeyUsageExtension>().FirstOrDefault();
        if (usage is not null && !usage.KeyUsages.HasFlag(X509KeyUsageFlags.CrlSign))
        {
            return new($"the CA certificate \"{issuerName}\" does not allow its key to sign revocation lists", null);
        }

        if (header.ThisUpdate > now)
        {
            return new(
                $"the revocation list of issuer \"{issuerName}\" is not valid before {CertificateText.Time(header.ThisUpdate)}",
                $"check this machine's clock: it says {CertificateText.Time(now)}"
            );
        }

        if (header.NextUpdate < now)
        {
            return new(
                $"the revocation list of issuer \"{issuerName}\" expired on {CertificateText.Time(header.NextUpdate.Value)}",
                "fetch the CA's current list"
            );
        }

        return header.HasUnknownCriticalExtension
            ? new($"the revocation list of issuer \"{issuerName}\" has a critical extension of unknown meaning", null)
            : null;
    }
}
