using System.Net.Security;
using System.Security.Cryptography.X509Certificates;
using Dialtone.Tls;

namespace Dialtone.Tests.Tls;

public sealed class TlsPolicyIsolationTests
{
    [Fact]
    public void Nothing_is_taken_over_from_other_connections_or_from_the_network()
    {
        var options = new SslClientAuthenticationOptions();
        TlsPolicy.Load(new()).Apply(options, "localhost");

        Assert.False(options.AllowTlsResume);
        Assert.False(options.AllowRenegotiation);
        Assert.True(options.CertificateChainPolicy?.DisableCertificateDownloads);
        Assert.Equal(X509RevocationMode.NoCheck, options.CertificateChainPolicy?.RevocationMode);
        Assert.Equal(X509ChainTrustMode.CustomRootTrust, options.CertificateChainPolicy?.TrustMode);
    }
}
