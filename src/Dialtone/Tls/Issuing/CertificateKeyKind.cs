namespace Dialtone.Tls.Issuing;

/// <summary>The kind of key that is made for a certificate.</summary>
public enum CertificateKeyKind
{
    /// <summary>ECDSA on the curve P-256: small and fast, understood by everything that speaks TLS 1.2.</summary>
    EcdsaP256,

    /// <summary>RSA with 3072 bits.</summary>
    Rsa3072,
}
