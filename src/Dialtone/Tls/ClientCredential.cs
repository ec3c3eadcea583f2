using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>The client's certificate with its private key and the intermediates that the server may need.</summary>
sealed class ClientCredential
{
    ClientCredential(X509Certificate2 leaf, IReadOnlyList<X509Certificate2> intermediates)
    {
        Certificates = [leaf, .. intermediates];
        Context = SslStreamCertificateContext.Create(leaf, [.. intermediates], offline: true);
    }

    /// <summary>The certificate with its key, then the intermediates.</summary>
    public IReadOnlyList<X509Certificate2> Certificates { get; }

    /// <summary>The same for <see cref="SslStream"/>: the only form in which it sends intermediates.</summary>
    public SslStreamCertificateContext Context { get; }

    /// <summary>Reads the certificate and the key that the settings name.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="roots">The trusted roots, which complete the chain of a certificate that comes alone.</param>
    /// <param name="watched">Takes the files that were read.</param>
    /// <param name="warnings">Takes what deserves a warning.</param>
    /// <param name="clock">The clock by which the certificate expires.</param>
    /// <returns><see langword="null"/> if no certificate is to be sent, or, as in libpq, if its file is missing.</returns>
    /// <exception cref="Errors.DatabaseException">A file exists and cannot be used, or is missing and may not be.</exception>
    public static ClientCredential? Load(
        TlsSettings settings,
        RootCertificates? roots,
        WatchedFiles watched,
        List<TlsWarning> warnings,
        TimeProvider clock
    )
    {
        if (settings.ClientCertificates == ClientCertificateMode.Disable || settings.CertificateFile is not { } file)
        {
            return null;
        }

        var status = watched.Look(file.Path);
        if (status.Kind == FileKind.Unknown)
        {
            throw TlsFailure.File($"could not open certificate file \"{file.Path}\": {status.Error}", file);
        }

        if (!status.Exists)
        {
            return IsMissing(settings, file, warnings);
        }

        var chain = ReadChain(file, status);
        using var key = PrivateKeyFile.Load(settings, watched, warnings);
        var leaf = Join(chain[0], key, settings);
        try
        {
            WarnAboutTime(leaf, file, warnings, clock);
            return new(leaf, chain.Count > 1 ? chain[1..] : roots?.IntermediatesOf(leaf) ?? []);
        }
        catch (Exception exception) when (exception is CryptographicException or ArgumentException or NotSupportedException)
        {
            throw TlsFailure.File(
                $"could not read certificate file \"{file.Path}\": the certificate cannot be used",
                file,
                null,
                exception
            );
        }
    }

    static ClientCredential? IsMissing(TlsSettings settings, TlsFile file, List<TlsWarning> warnings)
    {
        if (settings.MissingCertificateIsError && !file.IsDefault)
        {
            throw TlsFailure.File($"certificate file \"{file.Path}\" does not exist", file);
        }

        if (!file.IsDefault)
        {
            warnings.Add(
                new(
                    $"certificate file \"{file.Path}\" does not exist: no client certificate is sent ({file.Describe()})",
                    IsMissingFile: true
                )
            );
        }

        return null;
    }

    static List<X509Certificate2> ReadChain(TlsFile file, FileStatus status)
    {
        if (TlsFileContent.Read(file.Path, status.Kind, out var reason) is { } bytes)
        {
            try
            {
                return PemContent.ReadChain(bytes);
            }
            catch (FormatException exception)
            {
                reason = exception.Message;
            }
        }

        throw TlsFailure.File(
            $"could not read certificate file \"{file.Path}\": {reason}",
            file,
            "name a PEM file with the client's certificate first; convert DER with: openssl x509 -inform DER -in FILE -out client.crt"
        );
    }

    static X509Certificate2 Join(X509Certificate2 certificate, AsymmetricAlgorithm key, TlsSettings settings)
    {
        try
        {
            var joined = (key, certificate.GetKeyAlgorithm()) switch
            {
                (RSA rsa, "1.2.840.113549.1.1.1") => certificate.CopyWithPrivateKey(rsa),
                (ECDsa ecdsa, "1.2.840.10045.2.1") => certificate.CopyWithPrivateKey(ecdsa),
                _ => throw Mismatch(
                    $"certificate does not match private key file \"{settings.KeyFile!.ShownPath}\": no certificate assigned",
                    settings
                ),
            };

            // Windows cannot use a key in TLS that exists in memory only.
            return OperatingSystem.IsWindows() ? X509CertificateLoader.LoadPkcs12(joined.Export(X509ContentType.Pkcs12), null) : joined;
        }
        catch (ArgumentException exception)
            when (key.ExportSubjectPublicKeyInfo().AsSpan().SequenceEqual(certificate.PublicKey.ExportSubjectPublicKeyInfo()))
        {
            throw TlsFailure.File(
                $"could not read certificate file \"{settings.CertificateFile!.Path}\": its key usage does not allow signatures",
                settings.CertificateFile,
                "have the certificate reissued with the key usage digitalSignature",
                exception
            );
        }
        catch (ArgumentException exception)
        {
            throw Mismatch($"could not load private key file \"{settings.KeyFile!.ShownPath}\": key values mismatch", settings, exception);
        }
        catch (CryptographicException exception)
        {
            throw TlsFailure.File(
                $"could not load private key file \"{settings.KeyFile!.ShownPath}\": the key cannot be used",
                settings.KeyFile,
                null,
                exception
            );
        }
    }

    static Errors.DatabaseException Mismatch(string what, TlsSettings settings, Exception? cause = null) =>
        TlsFailure.File(
            what,
            settings.KeyFile,
            $"name the certificate and the private key of one pair; the certificate is {settings.CertificateFile!.Describe()}",
            cause
        );

    static void WarnAboutTime(X509Certificate2 certificate, TlsFile file, List<TlsWarning> warnings, TimeProvider clock)
    {
        var now = clock.GetUtcNow();
        if (certificate.NotAfter.ToUniversalTime() < now)
        {
            warnings.Add(
                new($"the client certificate \"{file.Path}\" expired on {CertificateText.Time(certificate.NotAfter)} ({file.Describe()})")
            );
        }
        else if (certificate.NotBefore.ToUniversalTime() > now)
        {
            warnings.Add(
                new(
                    $"the client certificate \"{file.Path}\" is not valid before {CertificateText.Time(certificate.NotBefore)} ({file.Describe()})"
                )
            );
        }
    }
}
