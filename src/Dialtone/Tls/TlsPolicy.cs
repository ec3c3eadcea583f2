using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Tls;

/// <summary>
/// What TLS must be like for one target: built and checked from files before any socket opens, applied to every connection through the drivers' callbacks.
/// It never changes and keeps no state of a connection.
/// </summary>
sealed class TlsPolicy
{
    readonly TlsSettings settings;
    readonly WatchedFiles watched;
    readonly ServerVerifier verifier;
    readonly ClientCredential? credential;
    readonly SslProtocols protocols;
    readonly CipherSuitesPolicy? cipherSuites;

    TlsPolicy(
        TlsSettings settings,
        WatchedFiles watched,
        ServerVerifier verifier,
        ClientCredential? credential,
        IReadOnlyList<TlsWarning> warnings
    )
    {
        this.settings = settings;
        this.watched = watched;
        this.verifier = verifier;
        this.credential = credential;
        protocols = settings.Versions.ToSslProtocols();
        cipherSuites = CreateCipherSuites(settings);
        Warnings = warnings;
    }

    /// <summary>Whether the server must prove itself by its chain.</summary>
    public bool VerifiesChain => verifier.VerifiesChain;

    /// <summary>Whether the server's certificate must also be issued for the host.</summary>
    public bool VerifiesName => settings.Verification == TlsVerification.ChainAndName;

    /// <summary>Whether a client certificate is sent if the server asks for one.</summary>
    public bool HasClientCertificate => credential is not null;

    /// <summary>The client's certificate with its key, then its intermediates; empty if there is none.</summary>
    public IReadOnlyList<X509Certificate2> ClientCertificates => credential?.Certificates ?? [];

    /// <summary>What was passed over and what weakens security, one sentence each.</summary>
    public IReadOnlyList<TlsWarning> Warnings { get; }

    /// <summary>Reads and checks every file that the settings name, in libpq's order.</summary>
    /// <param name="settings">The settings.</param>
    /// <param name="clock">The clock by which certificates expire; the system's by default.</param>
    /// <exception cref="Errors.DatabaseException">A file cannot be used, or the settings contradict each other.</exception>
    public static TlsPolicy Load(TlsSettings settings, TimeProvider? clock = null)
    {
        clock ??= TimeProvider.System;
        if (settings.Versions.IsEmpty)
        {
            throw TlsFailure.Policy(
                "invalid SSL protocol version range",
                "the oldest version allowed must not be newer than the newest one"
            );
        }

        var watched = new WatchedFiles();
        var warnings = new List<TlsWarning>();
        var roots = settings.SystemRoots ? null : RootCertificates.Load(settings, watched, warnings);
        var revocation = roots is null ? null : RevocationLists.Load(settings, roots, watched, warnings);
        if (settings.SystemRoots && (settings.RevocationFile ?? settings.RevocationDirectory) is { IsDefault: false } unused)
        {
            warnings.Add(new($"revocation lists are not used with the system's trusted roots ({unused.Describe()})"));
        }

        var credential = ClientCredential.Load(settings, roots, watched, warnings, clock);
        return new(settings, watched, new(roots, revocation, settings, clock), credential, warnings);
    }

    /// <summary>Whether every file is as it was read; if not, load the settings again.</summary>
    public bool IsCurrent() => watched.AreCurrent();

    /// <summary>Sets up one connection's TLS.</summary>
    /// <param name="options">The driver's options; what the policy decides is overwritten.</param>
    /// <param name="host">The name that the server must have, never its address; <see langword="null"/> if only an address was given.</param>
    /// <exception cref="Errors.DatabaseException">The name is to be verified and there is none.</exception>
    public void Apply(SslClientAuthenticationOptions options, string? host)
    {
        if (VerifiesName && string.IsNullOrEmpty(host))
        {
            throw HostNameVerifier.HostMissing();
        }

        options.TargetHost = ServerName.For(host, settings.SendServerName);
        options.EnabledSslProtocols = protocols;
        options.AllowRenegotiation = false;

        // As in libpq every connection proves itself anew; a resumed one would also claim that no client certificate was sent.
        options.AllowTlsResume = false;
        options.CertificateRevocationCheckMode = X509RevocationMode.NoCheck;
        options.CertificateChainPolicy = verifier.CreatePolicy();
        options.RemoteCertificateValidationCallback = (_, certificate, chain, _) => Accepts(certificate, chain, host, isOwnChain: true);
        options.ClientCertificates = null;
        options.LocalCertificateSelectionCallback = null;
        options.ClientCertificateContext = credential?.Context;
        if (!settings.ApplicationProtocols.IsDefaultOrEmpty)
        {
            options.ApplicationProtocols = [.. settings.ApplicationProtocols];
        }

        if (cipherSuites is not null)
        {
            options.CipherSuitesPolicy = cipherSuites;
        }
    }

    /// <summary>Judges a server's certificate where the driver gives no access to its TLS options.</summary>
    /// <param name="leaf">The server's certificate.</param>
    /// <param name="presented">What the server sent with it.</param>
    /// <param name="host">The name that the server must have.</param>
    /// <exception cref="Errors.DatabaseException">The policy refuses the server.</exception>
    public void Verify(X509Certificate2 leaf, IEnumerable<X509Certificate2> presented, string? host)
    {
        if (VerifiesChain)
        {
            verifier.Verify(leaf, presented, host);
        }
    }

    /// <summary>A callback for a driver that builds the chain by rules of its own: its chain serves only to learn what the server sent.</summary>
    /// <param name="host">The name that the server must have.</param>
    public RemoteCertificateValidationCallback CreateCallback(string? host) =>
        (_, certificate, chain, _) => Accepts(certificate, chain, host, isOwnChain: false);

    /// <summary>A chain that the policy given to the same options has built is judged as it is: a second one would cost as much again.</summary>
    bool Accepts(X509Certificate? certificate, X509Chain? chain, string? host, bool isOwnChain)
    {
        if (!VerifiesChain)
        {
            return true;
        }

        var leaf = Require(certificate);
        if (isOwnChain && chain is not null)
        {
            verifier.Judge(chain, host);
        }
        else
        {
            verifier.Verify(leaf, chain?.ChainPolicy.ExtraStore ?? [], host);
        }

        return true;
    }

    static X509Certificate2 Require(X509Certificate? certificate) =>
        certificate as X509Certificate2
        ?? throw TlsFailure.Refused("SSL error: certificate verify failed: the server sent no certificate", null, null);

    static CipherSuitesPolicy? CreateCipherSuites(TlsSettings settings)
    {
        if (settings.CipherSuites.IsDefaultOrEmpty)
        {
            return null;
        }

        if (OperatingSystem.IsWindows() || OperatingSystem.IsAndroid())
        {
            throw TlsFailure.Unsupported("this platform does not let a program choose TLS cipher suites", null, "name no cipher suites");
        }

        return new CipherSuitesPolicy(settings.CipherSuites);
    }
}
