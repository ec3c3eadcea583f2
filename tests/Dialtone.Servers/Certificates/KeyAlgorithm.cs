namespace Dialtone.Servers.Certificates;

public enum KeyAlgorithm
{
    EcdsaP256,
    Rsa2048,

    /// <summary>Too weak for OpenSSL's security level 2.</summary>
    Rsa1024,

    /// <summary>.NET has no such keys: made by openssl.</summary>
    Ed25519,
}
