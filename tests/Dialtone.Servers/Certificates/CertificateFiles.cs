using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace Dialtone.Servers.Certificates;

/// <summary>A certificate and its private key as files.</summary>
/// <param name="Certificate">PEM, the leaf first.</param>
/// <param name="Key">PKCS#8 in PEM with mode 0600, unless another format was asked for.</param>
public sealed record CertificateFiles(string Certificate, string Key)
{
    /// <summary>What opens an encrypted key; null where nothing is needed.</summary>
    public string? Password { get; init; }

    /// <summary>The leaf alone, without its key.</summary>
    public X509Certificate2 LoadLeaf() => X509CertificateLoader.LoadCertificateFromFile(Certificate);

    /// <summary>What a TLS server inside the test process presents: the leaf, and what follows it in the file.</summary>
    public SslStreamCertificateContext LoadForServer()
    {
        var following = new X509Certificate2Collection();
        following.ImportFromPemFile(Certificate);
        following.RemoveAt(0);
        return SslStreamCertificateContext.Create(X509Certificate2.CreateFromPemFile(Certificate, Key), following, offline: true);
    }
}
