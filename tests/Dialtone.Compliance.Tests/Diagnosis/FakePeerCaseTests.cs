using Dialtone.Diagnosis;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Tls.Issuing;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>Cases that a hosted server or a wrong peer makes: fakes that behave like them.</summary>
public sealed class FakePeerCaseTests(TestServers servers) : DiagnosisTests(servers)
{
    [Fact]
    public async Task Case_8_outdated_rds_bundle()
    {
        using var authority = Tls.Issuing.CertificateAuthority.Create(new() { CommonName = "Amazon RDS eu-west-1 Root CA RSA2048 G1" });
        await using var fake = FakeServer.Start(
            FakePostgres.AskForPassword(Issue(authority, "db.eu-west-1.rds.amazonaws.com", ["db.eu-west-1.rds.amazonaws.com"]))
        );
        await AssertBlockedAsync(
            $"host=db.eu-west-1.rds.amazonaws.com hostaddr=127.0.0.1 port={fake.Port} user=u password='{WrongPassword}' sslmode=verify-full sslrootcert={Pki.Root}",
            "rds-bundle-outdated",
            "global-bundle.pem"
        );
        Assert.False(fake.WasTold(WrongPassword));
    }

    [Fact]
    public async Task Case_21_cloud_sql()
    {
        using var authority = Tls.Issuing.CertificateAuthority.Create(new() { CommonName = "Google Cloud SQL Server CA" });
        var root = Path.Combine(Pki.Folder, $"cloudsql-{Guid.NewGuid():N}.pem");
        authority.WriteCertificatePem(root);
        await using var fake = FakeServer.Start(FakePostgres.AskForPassword(Issue(authority, "my-project:my-instance", [])));
        await AssertBlockedAsync(
            $"host=127.0.0.1 port={fake.Port} user=u password='{WrongPassword}' sslmode=verify-full sslrootcert={root}",
            "cloud-sql-certificate",
            "sslmode=verify-ca",
            "gcloud sql instances describe",
            "my-project:my-instance"
        );
        Assert.False(fake.WasTold(WrongPassword));
    }

    [Fact]
    public async Task Case_23_neon_without_a_server_name()
    {
        const string Error =
            "Endpoint ID is not specified. Either please upgrade the postgres client library (libpq) for SNI support or pass the endpoint ID (first part of the domain name) as a parameter: '?options=endpoint%3D<endpoint-id>'.";
        await using var fake = FakeServer.Start(
            FakePostgres.Login(
                Pki.Server(ServerCertificate.Good),
                (connection, token) =>
                    connection.SendAsync(
                        string.IsNullOrEmpty(connection.ClientHello?.ServerName)
                            ? PostgresMessages.Error("XX000", Error)
                            : PostgresMessages.AuthenticationCleartextPassword,
                        token
                    )
            )
        );
        var report = await AssertBlockedAsync(
            $"host=ep-cool-darkness-123456.us-east-2.aws.neon.tech hostaddr=127.0.0.1 port={fake.Port} user=u password='{WrongPassword}' sslmode=require sslsni=0",
            "neon-endpoint-unknown",
            "options=endpoint=ep-cool-darkness-123456",
            "endpoint%3Dep-cool-darkness-123456",
            "sslsni=0"
        );
        var evidence = Evidence(report);
        Assert.Contains("with the server name (SNI): the same certificate", evidence, StringComparison.Ordinal);
        Assert.Contains(
            "with the server name (SNI): the server goes on, and asks for: password in clear text",
            evidence,
            StringComparison.Ordinal
        );
        Assert.Single(
            fake.Connections,
            connection => connection.ClientHello?.ServerName.StartsWith("ep-cool", StringComparison.Ordinal) == true
        );
        Assert.False(fake.WasTold(WrongPassword));
    }

    [Fact]
    public async Task Case_24_supabase()
    {
        await using var fake = FakeServer.Start(
            FakePostgres.Refuse("XX000", "Tenant or user not found", Pki.Server(ServerCertificate.Good))
        );
        await AssertBlockedAsync(
            $"host=aws-0-eu-central-1.pooler.supabase.com hostaddr=127.0.0.1 port={fake.Port} user=postgres sslmode=require",
            "supabase-tenant-unknown",
            "user=postgres.PROJECT"
        );
    }

    [Theory]
    [InlineData("db.abcdefghijklmnop.supabase.co", "postgres.PROJECT@aws-0-REGION.pooler.supabase.com")]
    [InlineData("db.example.com", "getent ahosts db.example.com")]
    public async Task Case_24_a_host_with_ipv6_only(string host, string fix)
    {
        // An address of the documentation prefix, which nobody has: unreachable without IPv6, and silent with it.
        var report = await DiagnoseAsync($"host={host} hostaddr=2001:db8::1 user=postgres sslmode=require", seconds: 2);
        Assert.True(report.Cause?.Id == "ipv6-only-host", $"{report.Cause?.Id}: {report.Error}");
        AssertFixes(report, "ipv6-only-host", [fix]);
    }

    [Fact]
    public async Task Case_27_another_service()
    {
        (FakeScript Script, string Name)[] services =
        [
            (FakePostgres.Http, "an HTTP server"),
            (
                async (connection, token) =>
                {
                    await connection.SendAsync("SSH-2.0-OpenSSH_9.2\r\n"u8.ToArray(), token);
                    await connection.ReadToEndAsync(token);
                },
                "an SSH server"
            ),
            (FakeMySql.AskForPassword(), "a MySQL or MariaDB server"),
        ];
        foreach (var (script, name) in services)
        {
            await using var fake = FakeServer.Start(script);
            var report = await AssertBlockedAsync(
                $"host=127.0.0.1 port={fake.Port} user=u sslmode=require",
                "not-the-database",
                "port=5432"
            );
            Assert.Contains(name, report.Findings[0].What, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Case_28_closed_or_an_error_at_the_request_for_tls()
    {
        await using (var closing = FakeServer.Start(FakePostgres.AnswerFirstRequest([], thenClose: true)))
            await AssertBlockedAsync($"host=127.0.0.1 port={closing.Port} user=u sslmode=require", "closed-at-tls-request", "balancer");
        await using var full = FakeServer.Start(FakePostgres.AnswerFirstRequest("ESorry, too many clients already\n\0"u8, thenClose: true));
        var report = await AssertBlockedAsync(
            $"host=127.0.0.1 port={full.Port} user=u sslmode=require",
            "server-error-at-tls-request",
            "pg_stat_activity"
        );
        Assert.Contains("too many clients", report.Error!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Case_28_an_endpoint_that_begins_tls_at_once()
    {
        await using var fake = FakeServer.Start(
            async (connection, token) =>
            {
                if (await connection.PeekAsync(token) == 0x16)
                {
                    await connection.StartTlsAsync(Pki.Server(ServerCertificate.Good), token);
                    await connection.ReadToEndAsync(token);
                }
            }
        );
        await AssertBlockedAsync($"host=127.0.0.1 port={fake.Port} user=u sslmode=require", "direct-tls-required", "sslnegotiation=direct");
    }

    [Fact]
    public async Task Texts_of_a_server_cannot_command_the_terminal()
    {
        await using var fake = FakeServer.Start(FakePostgres.Refuse("XX000", "\u001b[2Jgone \u202e", Pki.Server(ServerCertificate.Good)));
        var report = await DiagnoseAsync($"host=127.0.0.1 port={fake.Port} user=u sslmode=require");
        Assert.Equal(DiagnosisVerdict.Unknown, report.Verdict);
        Assert.Null(report.Cause);
        Assert.Contains("\\u001b[2Jgone \\u202e", report.Error!, StringComparison.Ordinal);
        Assert.DoesNotContain('\u001b', Evidence(report));
    }

    [Fact]
    public async Task Nobody_listens_and_nobody_answers()
    {
        await AssertBlockedAsync(
            $"host=127.0.0.1 port={Dialtone.Servers.Processes.LoopbackPort.Free()} user=u",
            "connection-refused",
            "listen_addresses"
        );
        await AssertBlockedAsync("host=nosuch.invalid user=u", "host-unknown", "getent hosts");
    }

    CertificateFiles Issue(Tls.Issuing.CertificateAuthority authority, string name, string[] names)
    {
        var files = new CertificateFiles(
            Path.Combine(Pki.Folder, $"{Guid.NewGuid():N}.crt"),
            Path.Combine(Pki.Folder, $"{Guid.NewGuid():N}.key")
        );
        using var issued = authority.Issue(new CertificateOptions { CommonName = name, DnsNames = [.. names] });
        issued.WritePem(files.Certificate, files.Key);
        return files;
    }
}
