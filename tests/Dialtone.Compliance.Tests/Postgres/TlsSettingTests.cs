using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>The other parameters of TLS: revocation lists, server name indication, versions, direct negotiation.</summary>
public sealed class TlsSettingTests(TestServers servers) : PostgresTests(servers)
{
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Revocation_lists(PostgresRelease release)
    {
        Require(ServerAvailability.Of(release), ServerAvailability.Psql);
        await using var server = await PostgresServer.StartAsync(release, Pki, new() { Certificate = ServerCertificate.Revoked }, Token);
        var target = TargetOf(server, PostgresUsers.Trusted, $"sslmode=verify-full sslrootcert={Pki.Root}");
        string[] refused =
        [
            $"sslcrl={Pki.Crl(RevocationList.Complete)}",
            $"sslcrldir={Pki.CrlDirectory(RevocationList.Complete)}",
            $"sslcrl={Pki.Crl(RevocationList.Expired)}",
            $"sslcrl={Pki.Crl(RevocationList.OfOtherAuthority)}",
            "sslcrldir=/nowhere",
        ];

        Assert.Equal("TLS", await EncryptionAsync(target));
        Assert.Equal("TLS", await EncryptionAsync($"{target} sslcrl=/nowhere/root.crl"));
        foreach (var list in refused)
        {
            AssertFailure(await RefusalAsync($"{target} {list}"), ErrorStage.Tls, ErrorKind.Tls, "SSL error: certificate verify failed");
        }
        Assert.Contains("revoked", (await RefusalAsync($"{target} {refused[0]}")).Failure.What, StringComparison.Ordinal);

        await server.UseCertificateAsync(ServerCertificate.Good, Token);
        Assert.Equal("TLS", await EncryptionAsync($"{target} {refused[0]}"));
        Assert.Equal("TLS", await EncryptionAsync($"{target} {refused[1]}"));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Versions(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        const string ask = "select version from pg_stat_ssl where pid = pg_backend_pid()";

        Assert.Equal("TLSv1.3", await AskAsync("ssl_min_protocol_version=tlsv1.3"));
        Assert.Equal("TLSv1.2", await AskAsync("ssl_max_protocol_version=TLSv1.2"));
        Assert.Equal("TLSv1.3", await AskAsync(""));
        var old = await RefusalAsync(
            TargetOf(server, PostgresUsers.Trusted, "sslmode=require ssl_min_protocol_version=TLSv1 ssl_max_protocol_version=TLSv1.1")
        );
        AssertFailure(old, ErrorStage.Tls, ErrorKind.Tls, "SSL error: ");
        Assert.Contains("ssl_min_protocol_version", old.Failure.Fix, StringComparison.Ordinal);

        async Task<string?> AskAsync(string more)
        {
            await using var connector = TestConnector.Create(TargetOf(server, PostgresUsers.Trusted, $"sslmode=require {more}"));
            return await connector.AskAsync(ask, Token);
        }
    }

    [Theory]
    [InlineData("host=localhost", "localhost")]
    [InlineData("host=LocalHost", "LocalHost")]
    [InlineData("host=db.example.com hostaddr=127.0.0.1", "db.example.com")]
    [InlineData("host=127.0.0.1", "")]
    [InlineData("host=localhost sslsni=0", "")]
    [InlineData("hostaddr=127.0.0.1", "")]
    public async Task Server_name_indication(string host, string expected)
    {
        await using var server = FakeServer.Start(FakePostgres.AskForPassword(Pki.Server(ServerCertificate.Good)));

        await RefusalAsync($"{host} port={server.Port} user=foo dbname=bar password='{WrongPassword}' sslmode=require");

        Assert.Contains(server.Connections, connection => connection.ClientHello is not null);
        Assert.All(
            server.Connections.Where(connection => connection.ClientHello is not null),
            connection => Assert.Equal(expected, connection.ClientHello!.Value.ServerName)
        );
    }

    [Fact]
    public async Task Direct_negotiation()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        var alice = With(Pki.Client(Pki.Alice));

        Assert.Equal("TLS", await EncryptionAsync(TargetOf(server, PostgresUsers.Trusted, "sslmode=require sslnegotiation=direct")));
        Assert.Equal(
            "TLS",
            await EncryptionAsync(
                TargetOf(server, PostgresUsers.Alice, $"sslmode=verify-full sslrootcert={Pki.Root} sslnegotiation=direct {alice}")
            )
        );
        var weak = Assert.Throws<DatabaseException>(() => TestConnector.Create("host=localhost sslnegotiation=direct"));
        Assert.Contains("weak sslmode \"prefer\" may not be used with sslnegotiation=direct", weak.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Direct_negotiation_with_an_old_server()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        Assert.SkipUnless(server.Installation.Major < 17, "This distribution's PostgreSQL knows direct TLS.");

        var failure = await RefusalAsync(TargetOf(server, PostgresUsers.Trusted, "sslmode=require sslnegotiation=direct"));

        AssertFailure(failure, ErrorStage.Tls, ErrorKind.Tls, "SSL SYSCALL error: EOF detected");
        Assert.Equal("sslnegotiation=direct (the target)", failure.Failure.Origin);
        Assert.Contains("use sslnegotiation=postgres", failure.Failure.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Addresses_and_names(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var rest = $"port={server.Port} dbname=postgres user={PostgresUsers.Trusted} sslrootcert={Pki.Root}";

        foreach (var host in new[] { "host=localhost", "host=127.0.0.1", "host=127.1", "host=localhost hostaddr=127.0.0.1" })
        {
            Assert.Equal("TLS", await EncryptionAsync($"{host} {rest} sslmode=verify-full"));
        }
        if (LoopbackPort.HasIPv6)
        {
            Assert.Equal("TLS", await EncryptionAsync($"host=::1 {rest} sslmode=verify-full"));
        }
        Assert.Equal("TLS", await EncryptionAsync($"hostaddr=127.0.0.1 {rest} sslmode=verify-ca"));
        var nameless = await RefusalAsync($"hostaddr=127.0.0.1 {rest} sslmode=verify-full");
        Assert.Contains("host name must be specified for a verified SSL connection", nameless.Message, StringComparison.Ordinal);
        var system = await RefusalAsync(TargetOf(server, PostgresUsers.Trusted, "sslrootcert=system"));
        AssertFailure(system, ErrorStage.Tls, ErrorKind.Tls, "SSL error: certificate verify failed");
    }

    /// <summary>Certificates and keys that change while the engine lives count from the next connection on.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Files_are_read_again_when_they_change(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        using var folder = new TemporaryFolder();
        Install(Pki.Client(Pki.Alice), Pki.Root);
        var target = TargetOf(
            server,
            PostgresUsers.AnyCertificate,
            $"sslmode=verify-full sslrootcert={folder["root.crt"]} sslcert={folder["client.crt"]} sslkey={folder["client.key"]}"
        );
        await using var connector = TestConnector.Create(target);
        const string ask = "select client_dn from pg_stat_ssl where pid = pg_backend_pid()";
        Assert.Equal("/CN=alice", await connector.AskAsync(ask, Token));

        Install(Pki.Client("bob"), Pki.Root);
        Assert.Equal("/CN=bob", await connector.AskAsync(ask, Token));

        Install(Pki.Client("bob"), Pki.Authority(CertificateIssuer.Other));
        var failure = await RefusalAsync(() => connector.OpenAsync(Token));
        AssertFailure(failure, ErrorStage.Tls, ErrorKind.Tls, "certificate verify failed");

        File.Delete(folder["client.key"]);
        Assert.Equal(ErrorStage.Files, (await RefusalAsync(() => connector.OpenAsync(Token))).Stage);

        Install(Pki.Client(Pki.Alice), Pki.Root);
        Assert.Equal("/CN=alice", await connector.AskAsync(ask, Token));

        void Install(CertificateFiles client, string root)
        {
            folder.Write("client.crt", File.ReadAllText(client.Certificate));
            File.Copy(client.Key, folder["client.key"], overwrite: true);
            folder.Write("root.crt", File.ReadAllText(root));
        }
    }
}
