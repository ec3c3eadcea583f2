using Dialtone.Diagnosis;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Cases of the server's certificate, on one server that changes it.</summary>
public sealed class ServerCertificateCaseTests(TestServers servers) : DiagnosisTests(servers), IAsyncLifetime
{
    PostgresServer? server;

    public async ValueTask InitializeAsync()
    {
        var requirement = ServerAvailability.Of(PostgresRelease.V18);
        if (requirement.IsMet)
            server = await PostgresServer.StartAsync(PostgresRelease.V18, Pki);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
    }

    [Fact]
    public async Task Each_certificate_has_its_cause()
    {
        Require(ServerAvailability.Of(PostgresRelease.V18));
        (ServerCertificate Kind, string Cause, string Word)[] blocked =
        [
            (ServerCertificate.Expired, "server-certificate-time", "renew"),
            (ServerCertificate.NotYetValid, "server-certificate-time", "date -u"),
            (ServerCertificate.UnknownAuthority, "server-certificate-untrusted", "openssl s_client"),
            (ServerCertificate.SelfSigned, "server-certificate-untrusted", "root.crt"),
            (ServerCertificate.LeafOfIntermediate, "intermediate-missing", "chain.crt"),
            (ServerCertificate.ClientUsageOnly, "server-certificate-purpose", "serverAuth"),
            (ServerCertificate.WrongName, "server-name-mismatch", "wrong.example"),
        ];
        foreach (var (kind, cause, word) in blocked)
        {
            await server!.UseCertificateAsync(kind, Token);
            await AssertBlockedAsync(Verified(server.Port, PostgresUsers.Trusted), cause, word);
        }

        await server!.UseCertificateAsync(ServerCertificate.WeakKey, Token);
        var weak = await Engine.DiagnoseTargetAsync(Verified(server.Port, PostgresUsers.Trusted), null, new() { StrictTls = true }, Token);
        Assert.Equal("server-certificate-weak", weak.Cause?.Id);
        AssertFixes(weak, "server-certificate-weak", ["-newkey ec"]);

        // Case 22, and case 31 with its warning ahead.
        await server!.UseCertificateAsync(ServerCertificate.CommonNameOnly, Token);
        await AssertWarnedAsync(Verified(server.Port, PostgresUsers.Trusted), "certificate-without-san", null, "subjectAltName", "Go");
        await server.UseCertificateAsync(ServerCertificate.Ed25519, Token);
        Assert.Equal(DiagnosisVerdict.Healthy, (await DiagnoseAsync(Verified(server.Port, PostgresUsers.Trusted))).Verdict);
        await server.UseCertificateAsync(ServerCertificate.Revoked, Token);
        await AssertBlockedAsync(
            Verified(server.Port, PostgresUsers.Trusted, $"sslcrl={Pki.Crl(RevocationList.Complete)}"),
            "server-certificate-revoked",
            "new certificate"
        );
    }
}
