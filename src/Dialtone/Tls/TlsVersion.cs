namespace Dialtone.Tls;

/// <summary>A version of the TLS protocol, in order of age.</summary>
enum TlsVersion
{
    Tls10,
    Tls11,
    Tls12,
    Tls13,
}
