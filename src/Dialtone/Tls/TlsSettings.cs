using System.Collections.Immutable;
using System.Net.Security;
using Dialtone.Parameters;

namespace Dialtone.Tls;

/// <summary>Everything a dialect says about TLS, in typed values. The defaults are libpq's.</summary>
sealed record TlsSettings
{
    /// <summary>How much of the server's certificate is verified.</summary>
    public TlsVerification Verification { get; init; }

    /// <summary>The PEM file of trusted CAs (libpq <c>sslrootcert</c>).</summary>
    public TlsFile? RootFile { get; init; }

    /// <summary>Trust the operating system's CAs instead of a file (libpq <c>sslrootcert=system</c>).</summary>
    public bool SystemRoots { get; init; }

    /// <summary>The PEM file of revocation lists (libpq <c>sslcrl</c>).</summary>
    public TlsFile? RevocationFile { get; init; }

    /// <summary>The folder, or folders, of hashed revocation lists (libpq <c>sslcrldir</c>).</summary>
    public TlsFile? RevocationDirectory { get; init; }

    /// <summary>Whether an unloadable <see cref="RevocationFile"/> is an error, as in MySQL, or only a warning, as libpq ignores it.</summary>
    public bool RevocationFilesMustLoad { get; init; }

    /// <summary>The client's certificate, leaf first (libpq <c>sslcert</c>).</summary>
    public TlsFile? CertificateFile { get; init; }

    /// <summary>The client's private key (libpq <c>sslkey</c>).</summary>
    public TlsFile? KeyFile { get; init; }

    /// <summary>The password of an encrypted private key (libpq <c>sslpassword</c>).</summary>
    public Secret? KeyPassword { get; init; }

    /// <summary>The parameter that would give the password, for messages.</summary>
    public string KeyPasswordKeyword { get; init; } = "sslpassword";

    /// <summary>Whether a client certificate is sent.</summary>
    public ClientCertificateMode ClientCertificates { get; init; } = ClientCertificateMode.Allow;

    /// <summary>Whether a missing <see cref="CertificateFile"/> is an error, or means "no certificate", as in libpq.</summary>
    public bool MissingCertificateIsError { get; init; }

    /// <summary>Whether a private key that others can read is refused, as by libpq, or only warned about.</summary>
    public bool RefuseExposedKeys { get; init; } = true;

    /// <summary>Whether a colon in <see cref="KeyFile"/> means <c>engine:key</c>, as in libpq.</summary>
    public bool KeyMayNameEngine { get; init; } = true;

    /// <summary>Whether the host name is sent in the handshake (libpq <c>sslsni</c>).</summary>
    public bool SendServerName { get; init; } = true;

    /// <summary>The protocol versions that may be negotiated.</summary>
    public TlsVersionRange Versions { get; init; } = TlsVersionRange.Default;

    /// <summary>The application protocols to offer; PostgreSQL's direct TLS needs <c>postgresql</c>.</summary>
    public ImmutableArray<SslApplicationProtocol> ApplicationProtocols { get; init; } = [];

    /// <summary>The cipher suites to offer; empty leaves the choice to the system. Not available on Windows.</summary>
    public ImmutableArray<TlsCipherSuite> CipherSuites { get; init; } = [];

    /// <summary>Whether RSA keys under 2048 bits, EC keys under 224 bits and MD5 or SHA-1 signatures are refused (OpenSSL security level 2).</summary>
    public bool RefuseWeakKeys { get; init; }
}
