using System.Net.Security;

namespace Dialtone.Dialects;

/// <summary>How one session of a driver came about, for who asks later.</summary>
/// <param name="Host">The host of the target.</param>
/// <param name="Address">The address, if it is known.</param>
/// <param name="Port">The port, or 0.</param>
/// <param name="Tls">The stream, if the line is encrypted.</param>
/// <param name="VerifiesChain">Whether the policy of that moment verified the server's chain.</param>
/// <param name="VerifiesName">Whether it verified the host's name.</param>
/// <param name="UsesGss">Whether GSSAPI encrypts the line.</param>
sealed record SessionLink(
    string Host,
    string? Address,
    int Port,
    SslStream? Tls,
    bool VerifiesChain,
    bool VerifiesName,
    bool UsesGss = false
)
{
    /// <summary>What is known of the encryption.</summary>
    public TlsInfo? Describe() => TlsInfo.Of(Tls, VerifiesChain, VerifiesName);
}
