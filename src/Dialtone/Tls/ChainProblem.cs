using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>Says in words why the platform did not accept a chain: the reason that libpq loses.</summary>
static class ChainProblem
{
    /// <summary>The worst of the platform's findings; <see langword="null"/> if there is none. Every finding refuses, also one that is unknown here.</summary>
    public static VerificationProblem? Find(X509Chain chain, RootCertificates? roots, DateTimeOffset now)
    {
        if (chain.ChainStatus.Length == 0)
        {
            return null;
        }

        X509Certificate2[] certificates = [.. chain.ChainElements.Select(element => element.Certificate)];
        var all = chain.ChainStatus.Aggregate(X509ChainStatusFlags.NoError, (flags, status) => flags | status.Status);
        if (all.HasFlag(X509ChainStatusFlags.NotTimeValid) && FindTime(certificates, now) is { } time)
        {
            return all.HasFlag(X509ChainStatusFlags.PartialChain)
                ? time with
                {
                    Reason = $"{time.Reason}; {UnknownIssuer(certificates, certificates.Length - 1, roots).Reason}",
                }
                : time;
        }

        return (all & (X509ChainStatusFlags.PartialChain | X509ChainStatusFlags.UntrustedRoot)) != 0
            ? UnknownIssuer(certificates, certificates.Length - 1, roots)
            : FindOther(chain);
    }

    /// <summary>The chain ends at a certificate that nothing trusted has issued.</summary>
    public static VerificationProblem UnknownIssuer(X509Certificate2[] certificates, int last, RootCertificates? roots)
    {
        var top = certificates[last];
        var name = CertificateText.NameOf(top);
        var issuer = CertificateText.NameOf(top.IssuerName);
        var file = roots is null ? "the trusted CAs" : $"\"{roots.File.Path}\"";
        if (top.SubjectName.RawData.AsSpan().SequenceEqual(top.IssuerName.RawData))
        {
            return new(
                last == 0
                    ? $"the certificate is self-signed and not in {file}: \"{name}\""
                    : $"unknown issuer \"{name}\": this root is not in {file}",
                $"if you trust this {(last == 0 ? "server" : "CA")}, add its certificate to {file}"
            );
        }

        if (roots?.Contains(top) == true)
        {
            return new(
                $"unknown issuer \"{issuer}\": {file} holds \"{name}\" but not the root that issued it",
                $"add the self-signed root certificate to {file}; trust in a part of a chain does not count"
            );
        }

        return roots?.HasNamesakeOfIssuer(top) == true
            ? new(
                $"{file} holds a CA named \"{issuer}\", but certificate \"{name}\" was signed with another key",
                $"the CA was made anew, or this is another server: get the CA's present certificate and put it into {file}"
            )
            : new(
                $"unknown issuer \"{issuer}\" of certificate \"{name}\"",
                $"add the certificate of \"{issuer}\" to {file}, or have the server send its whole chain if that is an intermediate"
            );
    }

    static VerificationProblem? FindTime(X509Certificate2[] certificates, DateTimeOffset now)
    {
        for (var index = 0; index < certificates.Length; index++)
        {
            var certificate = certificates[index];
            var name = CertificateText.NameOf(certificate);
            if (certificate.NotAfter.ToUniversalTime() < now)
            {
                return new(
                    $"certificate \"{name}\" expired on {CertificateText.Time(certificate.NotAfter)}",
                    index == 0 ? "renew the server's certificate" : $"replace the expired CA \"{name}\""
                );
            }

            if (certificate.NotBefore.ToUniversalTime() > now)
            {
                return new(
                    $"certificate \"{name}\" is not valid before {CertificateText.Time(certificate.NotBefore)}",
                    $"check this machine's clock: it says {CertificateText.Time(now)}"
                );
            }
        }

        return null;
    }

    static VerificationProblem FindOther(X509Chain chain)
    {
        // The platform blames the leaf for the purpose of an intermediate.
        for (var index = 0; index < chain.ChainElements.Count; index++)
        {
            if (CertificatePurpose.Find(chain.ChainElements[index].Certificate, isLeaf: index == 0) is { } problem)
            {
                return problem;
            }
        }

        foreach (var element in chain.ChainElements)
        {
            foreach (var status in element.ChainElementStatus)
            {
                return Describe(CertificateText.NameOf(element.Certificate), status);
            }
        }

        return Describe("?", chain.ChainStatus[0]);
    }

    static VerificationProblem Describe(string name, X509ChainStatus status) =>
        status.Status switch
        {
            X509ChainStatusFlags.NotSignatureValid => new(
                $"the signature of certificate \"{name}\" does not fit its issuer",
                "the certificate or its issuer was replaced: get both from the CA again"
            ),
            X509ChainStatusFlags.NotValidForUsage => new(
                $"certificate \"{name}\" is not meant for TLS servers (extended key usage)",
                "have the certificate reissued with the extended key usage serverAuth"
            ),
            X509ChainStatusFlags.InvalidBasicConstraints => new(
                $"certificate \"{name}\" may not issue certificates, or not so deep a chain (basic constraints, key usage)",
                null
            ),
            X509ChainStatusFlags.InvalidNameConstraints
            or X509ChainStatusFlags.HasNotPermittedNameConstraint
            or X509ChainStatusFlags.HasExcludedNameConstraint
            or X509ChainStatusFlags.HasNotSupportedNameConstraint
            or X509ChainStatusFlags.HasNotDefinedNameConstraint => new(
                $"a CA may not issue the names of certificate \"{name}\" (name constraints)",
                null
            ),
            X509ChainStatusFlags.HasNotSupportedCriticalExtension or X509ChainStatusFlags.InvalidExtension => new(
                $"certificate \"{name}\" has a damaged extension or a critical one of unknown meaning",
                null
            ),
            X509ChainStatusFlags.HasWeakSignature => new($"the signature of certificate \"{name}\" is too weak", null),
            _ => new($"certificate \"{name}\": {status.Status}", null),
        };
}
