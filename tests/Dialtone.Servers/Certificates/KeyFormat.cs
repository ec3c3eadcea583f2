namespace Dialtone.Servers.Certificates;

/// <summary>How alice's private key can lie on disk. Encrypted ones open with <see cref="Pki.KeyPassword"/>.</summary>
public enum KeyFormat
{
    Pkcs8Pem,
    Pkcs8Der,

    /// <summary>RSA, <c>BEGIN RSA PRIVATE KEY</c>.</summary>
    Pkcs1Pem,

    /// <summary>RSA.</summary>
    Pkcs1Der,

    /// <summary>EC, <c>BEGIN EC PRIVATE KEY</c>.</summary>
    Sec1Pem,

    /// <summary>EC.</summary>
    Sec1Der,

    /// <summary>EC as <c>openssl ecparam -genkey</c> writes it: an <c>EC PARAMETERS</c> block first.</summary>
    Sec1PemWithParameters,

    /// <summary>PBES2 with AES-256.</summary>
    EncryptedPkcs8Pem,
    EncryptedPkcs8Der,

    /// <summary>PBES2 with 3DES.</summary>
    EncryptedPkcs8TripleDesPem,

    /// <summary>PBES2 with scrypt, made by openssl.</summary>
    EncryptedPkcs8ScryptPem,

    /// <summary>RSA with <c>Proc-Type: 4,ENCRYPTED</c>, made by openssl.</summary>
    EncryptedTraditionalPem,

    /// <summary>EC with <c>Proc-Type: 4,ENCRYPTED</c>, made by openssl.</summary>
    EncryptedTraditionalSec1Pem,

    /// <summary>Words before the key, as <c>openssl pkcs12</c> writes them.</summary>
    PemAfterText,

    /// <summary>Lines that end in CR LF.</summary>
    PemWithCarriageReturns,

    /// <summary>Certificate and key in one PEM file, named by both paths.</summary>
    CombinedPem,

    /// <summary>Certificate and key in one PKCS#12 file without a password, named by both paths.</summary>
    Pfx,

    /// <summary>The same with a password.</summary>
    EncryptedPfx,
}
