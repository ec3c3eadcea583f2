using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Probing;

/// <summary>Does a handshake with the target's settings and accepts whoever answers, in order to look: never for a password.</summary>
static class TlsObserver
{
    /// <summary>Does the handshake.</summary>
    /// <param name="stream">Where the server awaits it.</param>
    /// <param name="policy">The target's policy: its versions, ciphers, server name and client certificate are used, its verdict is not.</param>
    /// <param name="host">The host's name.</param>
    /// <param name="withCertificate">Whether the client certificate is sent; without it the server's list of authorities can be read.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    /// <returns>The encrypted stream, and what was seen.</returns>
    /// <exception cref="TlsFaultException">No handshake came about.</exception>
    public static async Task<(SslStream Stream, TlsObservation Seen)> HandshakeAsync(
        Stream stream,
        TlsPolicy policy,
        string? host,
        bool withCertificate,
        CancellationToken cancellationToken
    )
    {
        var options = new SslClientAuthenticationOptions();
        policy.Apply(options, string.IsNullOrEmpty(host) ? "-" : host);
        if (string.IsNullOrEmpty(host))
        {
            options.TargetHost = "";
        }

        X509Certificate2? leaf = null;
        List<X509Certificate2> presented = [];
        List<string> issuers = [];
        bool? asks = null;
        // An empty trust store keeps the platform from reading its own.
        options.CertificateChainPolicy = new()
        {
            TrustMode = X509ChainTrustMode.CustomRootTrust,
            RevocationMode = X509RevocationMode.NoCheck,
            DisableCertificateDownloads = true,
        };
#pragma warning disable CA5359 // Looking is the point; the verdict is VerifyStage's, and no password is ever sent over such a line.
        options.RemoteCertificateValidationCallback = (_, certificate, chain, _) =>
        {
            leaf = certificate is null ? null : X509CertificateLoader.LoadCertificate(certificate.GetRawCertData());
            foreach (var extra in chain?.ChainPolicy.ExtraStore ?? [])
            {
                presented.Add(X509CertificateLoader.LoadCertificate(extra.RawDataMemory.Span));
            }

            return true;
        };
#pragma warning restore CA5359
        if (!withCertificate || options.ClientCertificateContext is null)
        {
            options.ClientCertificateContext = null;
            asks = false;
            options.LocalCertificateSelectionCallback = (_, _, _, remote, acceptable) =>
            {
                if (remote is not null || acceptable.Length > 0)
                {
                    asks = true;
                    issuers.AddRange(acceptable);
                }

                return null!;
            };
        }

        var tls = new SslStream(stream);
        try
        {
            await tls.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException or InvalidOperationException)
        {
            await tls.DisposeAsync().ConfigureAwait(false);
            throw new TlsFaultException(TlsFault.Of(exception), exception);
        }

        return leaf is null
            ? throw new TlsFaultException(new("the server sent no certificate", null, false), null)
            : (
                tls,
                new()
                {
                    Protocol = tls.SslProtocol,
                    Cipher = tls.NegotiatedCipherSuite,
                    ApplicationProtocol = tls.NegotiatedApplicationProtocol.ToString(),
                    ServerName = options.TargetHost ?? "",
                    Leaf = leaf,
                    Presented = [.. presented.Where(other => !other.RawDataMemory.Span.SequenceEqual(leaf.RawDataMemory.Span))],
                    AsksForCertificate = asks ?? tls.IsMutuallyAuthenticated,
                    AcceptableIssuers = [.. issuers.Distinct(StringComparer.Ordinal)],
                }
            );
    }
}
