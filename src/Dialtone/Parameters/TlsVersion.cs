namespace Dialtone.Parameters;

/// <summary>A version of the TLS protocol, old to new.</summary>
enum TlsVersion
{
    Tls10,
    Tls11,
    Tls12,
    Tls13,
}
