using System.Net;
using Dialtone.Tls.Issuing;

namespace Dialtone.Cli.Demo;

/// <summary>The certificate files of one demo, named as in the example that the project starts from.</summary>
/// <remarks>The authority's own key is never written: nobody can issue another certificate for this server.</remarks>
static class DemoCertificates
{
    public const string ServerCertificate = "server.crt";
    public const string ServerKey = "server.key";
    public const string Root = "root.crt";
    public const string ClientCertificate = "pgsql-client.crt";
    public const string ClientKey = "pgsql-client.key";

    /// <summary>Makes an authority, and writes a server certificate for this machine's loopback names and a client certificate for a user.</summary>
    public static void Write(DemoFolder folder, string user)
    {
        using var authority = CertificateAuthority.Create(new() { CommonName = "Dialtone demo CA" });
        using var server = authority.Issue(
            new()
            {
                CommonName = "localhost",
                DnsNames = ["localhost"],
                IpAddresses = [IPAddress.Loopback, IPAddress.IPv6Loopback],
                Usage = CertificateUsage.Server,
            }
        );
        using var client = authority.Issue(new() { CommonName = user, Usage = CertificateUsage.Client });
        server.WritePem(Path.Combine(folder.Server, ServerCertificate), Path.Combine(folder.Server, ServerKey));
        authority.WriteCertificatePem(Path.Combine(folder.Server, Root));
        client.WritePem(Path.Combine(folder.Client, ClientCertificate), Path.Combine(folder.Client, ClientKey));
        authority.WriteCertificatePem(Path.Combine(folder.Client, Root));
    }
}
