using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>The trusted CAs of a root file: PEM only, as in libpq.</summary>
/// <param name="File">The file, and who named it.</param>
/// <param name="Content">What it holds.</param>
sealed record RootCertificates(TlsFile File, PemContent Content)
{
    /// <summary>Whether the certificate itself is in the file.</summary>
    public bool Contains(X509Certificate2 certificate) =>
        Content.Certificates.Exists(root => root.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span));

    /// <summary>Whether the file has a CA with the name of a certificate's issuer.</summary>
    public bool HasNamesakeOfIssuer(X509Certificate2 certificate)
    {
        var issuer = CanonicalName.Of(certificate.IssuerName.RawData);
        return Content.Certificates.Exists(root => CanonicalName.Of(root.SubjectName.RawData).Equals(issuer));
    }

    /// <summary>The intermediates of the file between a certificate and its root: OpenSSL sends them with a client certificate that has none of its own.</summary>
    public IReadOnlyList<X509Certificate2> IntermediatesOf(X509Certificate2 certificate)
    {
        var issuer = CanonicalName.Of(certificate.IssuerName.RawData);
        if (!Content.Certificates.Exists(other => !IsSelfIssued(other) && CanonicalName.Of(other.SubjectName.RawData).Equals(issuer)))
        {
            return [];
        }

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.VerificationFlags = X509VerificationFlags.AllFlags;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.CustomTrustStore.AddRange(Content.Certificates.ToArray());
        _ = chain.Build(certificate);
        return [.. chain.ChainElements.Skip(1).Select(element => element.Certificate).Where(other => !IsSelfIssued(other))];
    }

    static bool IsSelfIssued(X509Certificate2 certificate) =>
        certificate.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData);

    /// <summary>Reads the root file that the settings name.</summary>
    /// <returns><see langword="null"/> if there is none and the settings can do without.</returns>
    /// <exception cref="Dialtone.Errors.DatabaseException">It is needed and missing, or it exists and cannot be used.</exception>
    public static RootCertificates? Load(TlsSettings settings, WatchedFiles watched, List<TlsWarning> warnings)
    {
        var file = settings.RootFile;
        var status = file is null ? default : watched.Look(file.Path);
        if (file is null || !status.Exists)
        {
            if (settings.Verification != TlsVerification.WhenRootExists)
            {
                throw Missing(file);
            }

            if (file is { IsDefault: false })
            {
                warnings.Add(
                    new(
                        $"root certificate file \"{file.Path}\" does not exist: the server is not verified ({file.Describe()})",
                        IsMissingFile: true
                    )
                );
            }

            return null;
        }

        if (TlsFileContent.Read(file.Path, status.Kind, out var reason) is { } bytes)
        {
            try
            {
                return new(file, PemContent.Read(bytes));
            }
            catch (FormatException exception)
            {
                reason = exception.Message;
            }
        }

        throw TlsFailure.File(
            $"could not read root certificate file \"{file.Path}\": {reason}",
            file,
            "name a PEM file with \"-----BEGIN CERTIFICATE-----\"; a DER file becomes one with: openssl x509 -inform DER -in FILE -out root.crt"
        );
    }

    static Errors.DatabaseException Missing(TlsFile? file) =>
        file is null
            ? TlsFailure.File(
                "could not get home directory to locate root certificate file",
                null,
                "name the file of the CA that signed the server's certificate"
            )
            : TlsFailure.File(
                $"root certificate file \"{file.Path}\" does not exist",
                file,
                file.Keyword == "sslrootcert"
                    ? "either provide the file, use the system's trusted roots with sslrootcert=system, or change sslmode to disable server certificate verification"
                    : "provide the file of the CA that signed the server's certificate"
            );
}
