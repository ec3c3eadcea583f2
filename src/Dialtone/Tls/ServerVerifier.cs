using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>Judges a server's certificate chain by one policy: the platform builds the chain, everything that it lacks or does differently is decided here.</summary>
sealed class ServerVerifier(RootCertificates? roots, RevocationLists? revocation, TlsSettings settings, TimeProvider clock)
{
    const string Failed = "SSL error: certificate verify failed";
    const string ServerAuthentication = "1.3.6.1.5.5.7.3.1";

    readonly X509Certificate2[] intermediates = [.. roots?.Content.Certificates.Where(certificate => !IsSelfIssued(certificate)) ?? []];

    /// <summary>Whether the chain is judged at all.</summary>
    public bool VerifiesChain => roots is not null || settings.SystemRoots;

    /// <summary>A new chain policy: trust in the root file alone, nothing from the network.</summary>
    /// <remarks>Without verification it is empty, so that the platform's own chain building costs next to nothing and fetches nothing either.</remarks>
    public X509ChainPolicy CreatePolicy()
    {
        var policy = new X509ChainPolicy
        {
            TrustMode = settings.SystemRoots ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
            VerificationTime = clock.GetUtcNow().LocalDateTime,
        };
        policy.ApplicationPolicy.Add(new Oid(ServerAuthentication));
        if (roots is not null && !settings.SystemRoots)
        {
            policy.CustomTrustStore.AddRange(roots.Content.Certificates.ToArray());
            policy.ExtraStore.AddRange(intermediates);
        }

        return policy;
    }

    /// <summary>Builds the chain and judges it.</summary>
    /// <exception cref="Errors.DatabaseException">The policy refuses the server.</exception>
    public void Verify(X509Certificate2 leaf, IEnumerable<X509Certificate2> presented, string? host)
    {
        using var chain = new X509Chain { ChainPolicy = CreatePolicy() };
        try
        {
            chain.ChainPolicy.ExtraStore.AddRange(presented.ToArray());
            _ = chain.Build(leaf);
            Judge(chain, host);
        }
        catch (CryptographicException exception)
        {
            throw Unreadable(exception);
        }
        finally
        {
            foreach (var element in chain.ChainElements)
            {
                element.Certificate.Dispose();
            }
        }
    }

    /// <summary>Judges a chain that was built with <see cref="CreatePolicy"/>.</summary>
    /// <exception cref="Errors.DatabaseException">The policy refuses the server.</exception>
    public void Judge(X509Chain chain, string? host)
    {
        try
        {
            X509Certificate2[] certificates = [.. chain.ChainElements.Select(element => element.Certificate)];
            if ((FindInChain(chain, certificates) ?? FindInCertificates(certificates)) is { } problem)
            {
                throw TlsFailure.Refused($"{Failed}: {problem.Reason}", Origin, problem.Fix);
            }

            if (settings.Verification == TlsVerification.ChainAndName)
            {
                HostNameVerifier.Verify(certificates[0], host);
            }
        }
        catch (Exception exception) when (exception is CryptographicException or AsnContentException)
        {
            throw Unreadable(exception);
        }
    }

    /// <summary>What the verdict rests on, for messages.</summary>
    string? Origin =>
        settings.SystemRoots ? "trusted are the CAs of the operating system"
        : roots is null ? null
        : $"trusted is what {roots.File.Describe()} holds";

    VerificationProblem? FindInChain(X509Chain chain, X509Certificate2[] certificates)
    {
        if (certificates.Length == 0)
        {
            return new("the server's certificate cannot be read", null);
        }

        // A driver that has built the chain by rules of its own must not get an accepting verdict for it.
        var trustMode = settings.SystemRoots ? X509ChainTrustMode.System : X509ChainTrustMode.CustomRootTrust;
        if (chain.ChainPolicy.TrustMode != trustMode || (roots is null && !settings.SystemRoots))
        {
            return new("the chain was not built by the policy", null);
        }

        if (ChainProblem.Find(chain, roots, clock.GetUtcNow()) is { } problem)
        {
            return problem;
        }

        // The platform also looks for issuers in stores of the user and the machine, which libpq does not know.
        if (settings.SystemRoots)
        {
            return null;
        }

        var stranger = certificates.FirstOrDefault(certificate =>
            !ReferenceEquals(certificate, certificates[0]) && !roots!.Contains(certificate) && !IsPresented(chain, certificate)
        );
        return stranger is null && roots!.Contains(certificates[^1])
            ? null
            : ChainProblem.UnknownIssuer(
                certificates,
                stranger is null ? certificates.Length - 1 : Array.IndexOf(certificates, stranger) - 1,
                roots
            );
    }

    VerificationProblem? FindInCertificates(X509Certificate2[] certificates)
    {
        for (var index = 0; index < certificates.Length; index++)
        {
            var problem = CertificatePurpose.Find(certificates[index], isLeaf: index == 0);
            if (problem is null && settings.RefuseWeakKeys)
            {
                problem = KeyStrength.Find(certificates[index], isAnchor: index == certificates.Length - 1);
            }

            if (problem is not null)
            {
                return problem;
            }
        }

        return revocation is null ? null : RevocationCheck.Find(certificates, revocation, clock.GetUtcNow());
    }

    static bool IsPresented(X509Chain chain, X509Certificate2 certificate) =>
        chain.ChainPolicy.ExtraStore.Any(extra => extra.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    static Errors.DatabaseException Unreadable(Exception cause) =>
        TlsFailure.Refused($"{Failed}: a certificate of the server's chain cannot be read", null, null, cause);
}
