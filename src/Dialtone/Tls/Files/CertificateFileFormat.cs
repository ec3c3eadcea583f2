namespace Dialtone.Tls.Files;

/// <summary>What a file of certificates and keys can be written as.</summary>
public enum CertificateFileFormat
{
    /// <summary>Certificates, leaf first, and then the private key if there is one, all in PEM; the key as PKCS #8.</summary>
    Pem,

    /// <summary>The certificates alone in PEM: libpq's <c>sslcert</c> and <c>sslrootcert</c>.</summary>
    CertificatePem,

    /// <summary>The private key alone in PEM, as PKCS #8: libpq's <c>sslkey</c>.</summary>
    KeyPem,

    /// <summary>The private key alone in PEM, in the traditional format of its kind (PKCS #1 or SEC 1), for old programs.</summary>
    TraditionalKeyPem,

    /// <summary>The private key alone as PKCS #8 in DER: <c>sslkey</c> of the JDBC driver of PostgreSQL (<c>.pk8</c>).</summary>
    KeyDer,

    /// <summary>The first certificate alone in DER.</summary>
    CertificateDer,

    /// <summary>Certificates and private key in one PKCS #12 file (<c>.p12</c>, <c>.pfx</c>).</summary>
    Pkcs12,
}
