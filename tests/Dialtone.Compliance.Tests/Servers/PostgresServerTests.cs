using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Servers;

/// <summary>The test servers do what they claim, asked by psql and openssl.</summary>
public sealed class PostgresServerTests(TestServers servers)
{
    public static TheoryData<PostgresRelease> Releases => [PostgresRelease.V15, PostgresRelease.V18];

    public static TheoryData<PostgresRelease, string, string, string?, bool> Logins
    {
        get
        {
            (string, string, string?, bool)[] cases =
            [
                (PostgresUsers.Scram, "require", null, true),
                (PostgresUsers.Scram, "disable", null, true),
                (PostgresUsers.Md5, "require", null, true),
                (PostgresUsers.ClearText, "disable", null, true),
                (PostgresUsers.Trusted, "disable", null, true),
                (PostgresUsers.TlsOnly, "require", null, true),
                (PostgresUsers.TlsOnly, "disable", null, false),
                (PostgresUsers.PlainOnly, "disable", null, true),
                (PostgresUsers.PlainOnly, "require", null, false),
                (PostgresUsers.AnyCertificate, "require", null, false),
                (PostgresUsers.AnyCertificate, "require", Pki.Alice, true),
                (PostgresUsers.CertificateAndPassword, "require", Pki.Alice, false),
                (PostgresUsers.CertificateAndPassword, "require", PostgresUsers.CertificateAndPassword, true),
                (PostgresServer.SuperUser, "require", null, false),
            ];
            var data = new TheoryData<PostgresRelease, string, string, string?, bool>();
            foreach (var (user, sslmode, certificate, expected) in cases)
            {
                data.Add(PostgresRelease.V15, user, sslmode, certificate, expected);
                data.Add(PostgresRelease.V18, user, sslmode, certificate, expected);
            }
            return data;
        }
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Runs_its_release(PostgresRelease release)
    {
        var server = await StartedAsync(release);

        Assert.StartsWith(
            $"{server.Installation.Major}",
            await server.ExecuteAsync("show server_version", Token),
            StringComparison.Ordinal
        );
        Assert.Equal("on", await server.ExecuteAsync("show ssl", Token));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Shows_its_certificate_to_openssl(PostgresRelease release)
    {
        var server = await StartedAsync(release);

        string[] arguments = ["s_client", "-starttls", "postgres", "-connect", $"127.0.0.1:{server.Port}", "-CAfile", servers.Pki.Root];
        var seen = await new Command("openssl", [.. arguments, "-verify_hostname", "localhost"]).RunAsync(Token);

        Assert.Contains("Verify return code: 0 (ok)", seen.Output, StringComparison.Ordinal);
        Assert.Contains(
            servers.Pki.Server(ServerCertificate.Good).LoadLeaf().ExportCertificatePem(),
            seen.Output,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Knows_alice_by_her_certificate(PostgresRelease release)
    {
        var server = await StartedAsync(release);
        var alice = servers.Pki.Client(Pki.Alice);
        const string sql = "select version, client_dn from pg_stat_ssl where pid = pg_backend_pid()";

        var result = await new Psql().QueryAsync($"{Target(server, PostgresUsers.Alice)} {With(alice)}", sql, Token);
        Assert.Equal("TLSv1.3|/CN=alice\n", result.Expect("psql"));

        var asBob = await new Psql().QueryAsync($"{Target(server, PostgresUsers.Bob)} {With(alice)}", sql, Token);
        Assert.Contains("certificate authentication failed for user \"bob\"", asBob.Error, StringComparison.Ordinal);

        var without = await new Psql().QueryAsync($"{Target(server, PostgresUsers.Alice)} sslcertmode=disable", sql, Token);
        Assert.Equal(2, without.ExitCode);
    }

    [Theory]
    [MemberData(nameof(Logins))]
    public async Task Lets_in_whom_it_should(PostgresRelease release, string user, string sslmode, string? certificate, bool expected)
    {
        var server = await StartedAsync(release);
        var target = $"{Target(server, user)} sslmode={sslmode} password='{PostgresUsers.Password}'";
        if (certificate is not null)
            target += $" {With(servers.Pki.Client(certificate))}";

        var result = await new Psql().QueryAsync(target, "select 1", Token);

        Assert.True(expected == result.Succeeded, result.Error);
    }

    [Fact]
    public async Task Refuses_a_wrong_password_and_counts_the_connection()
    {
        var server = await StartedAsync(PostgresRelease.V15);
        await using var own = await PostgresServer.StartAsync(PostgresRelease.V15, server.Pki, cancellationToken: Token);
        var before = own.ConnectionCount;

        var result = await new Psql().QueryAsync($"{Target(own, PostgresUsers.Scram)} sslmode=require password=wrong", "select 1", Token);

        Assert.Contains("password authentication failed for user \"scramu\"", result.Error, StringComparison.Ordinal);
        Assert.Equal(before + 1, own.ConnectionCount);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Switches_certificates(PostgresRelease release)
    {
        var shared = await StartedAsync(release);
        await using var server = await PostgresServer.StartAsync(release, shared.Pki, cancellationToken: Token);
        var target = $"{Target(server, PostgresUsers.Trusted)} host=localhost sslmode=verify-full sslrootcert={server.Pki.Root}";
        (ServerCertificate Kind, bool Accepted)[] cases =
        [
            (ServerCertificate.Good, true),
            (ServerCertificate.WrongName, false),
            (ServerCertificate.Expired, false),
            (ServerCertificate.NotYetValid, false),
            (ServerCertificate.UnknownAuthority, false),
            (ServerCertificate.SelfSigned, false),
            (ServerCertificate.AddressOnly, false),
            (ServerCertificate.CommonNameOnly, true),
            (ServerCertificate.LeafOfIntermediate, false),
            (ServerCertificate.ChainOfIntermediate, true),
            (ServerCertificate.PssSigned, true),
            (ServerCertificate.Rsa, true),
            (ServerCertificate.ClientUsageOnly, false),
            (ServerCertificate.ExpiredAuthority, false),
            (ServerCertificate.Revoked, true),
        ];
        foreach (var (kind, accepted) in cases)
        {
            await server.UseCertificateAsync(kind, Token);
            var result = await new Psql().QueryAsync(target, "select 1", Token);
            Assert.True(accepted == result.Succeeded, $"{kind}: {result.Error}");
        }
        var revoked = await new Psql().QueryAsync($"{target} sslcrl={server.Pki.Crl(RevocationList.Complete)}", "select 1", Token);
        Assert.Contains("certificate verify failed", revoked.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Says_when_the_server_does_not_load_a_certificate()
    {
        var shared = await StartedAsync(PostgresRelease.V15);
        await using var server = await PostgresServer.StartAsync(PostgresRelease.V15, shared.Pki, cancellationToken: Token);
        var mismatched = shared.Pki.Server(ServerCertificate.Good) with { Key = shared.Pki.Server(ServerCertificate.Rsa).Key };

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => server.UseCertificateAsync(mismatched, Token));

        Assert.Contains("private key", failure.Message, StringComparison.Ordinal);
        await server.UseCertificateAsync(ServerCertificate.Rsa, Token);
    }

    [Fact]
    public async Task Psql_speaks_as_libpq_18_when_asked()
    {
        var server = await StartedAsync(PostgresRelease.V18);
        var target = $"{Target(server, PostgresUsers.Trusted)} host=localhost sslmode=require sslnegotiation=direct";

        var old = await new Psql().QueryAsync(target, "select 1", Token);
        var current = await new Psql { WithLibpq18 = true }.QueryAsync(target, "select 1", Token);

        Assert.Contains("invalid connection option \"sslnegotiation\"", old.Error, StringComparison.Ordinal);
        Assert.Equal("1\n", current.Expect("psql"));
    }

    [Fact]
    public async Task Takes_settings_of_its_own()
    {
        var shared = await StartedAsync(PostgresRelease.V15);
        var options = new PostgresOptions
        {
            Tls = false,
            Settings = new Dictionary<string, string> { ["max_connections"] = "17" },
            HostBasedAuthentication = "host all trustu all reject",
            Setup = "create table made_before_start (id int)",
        };
        await using var server = await PostgresServer.StartAsync(PostgresRelease.V15, shared.Pki, options, Token);

        Assert.Equal("17", await server.ExecuteAsync("show max_connections", Token));
        Assert.Equal("0", await server.ExecuteAsync("select count(*) from made_before_start", Token));
        var refused = await new Psql().QueryAsync(Target(server, PostgresUsers.Trusted), "select 1", Token);
        Assert.Contains("pg_hba.conf rejects connection", refused.Error, StringComparison.Ordinal);
        var tls = await new Psql().QueryAsync($"{Target(server, PostgresUsers.Scram)} sslmode=require", "select 1", Token);
        Assert.Contains("server does not support SSL", tls.Error, StringComparison.Ordinal);
    }

    async Task<PostgresServer> StartedAsync(PostgresRelease release)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(release), ServerAvailability.Psql);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        return await servers.PostgresAsync(release);
    }

    static string Target(PostgresServer server, string user) =>
        $"host={PostgresServer.Host} port={server.Port} dbname={PostgresServer.Database} user={user}";

    static string With(CertificateFiles files) => $"sslcert={files.Certificate} sslkey={files.Key}";
}
