using System.Collections.Concurrent;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>The six sslmodes with libpq's meaning, and the word about it when <c>prefer</c> ends in plaintext.</summary>
public sealed class SslModeTests(TestServers servers) : PostgresTests(servers)
{
    static readonly string[] Modes = ["disable", "allow", "prefer", "require", "verify-ca", "verify-full"];

    /// <summary>A root file's state, and what comes of each mode in their order: P plaintext, T TLS, - refused.</summary>
    [Theory]
    [CombinatorialData("good", "PPTTTT")]
    [CombinatorialData("missing", "PPTT--")]
    [CombinatorialData("other", "PPP---")]
    [CombinatorialData("none", "PPTT--")]
    public async Task Mode_and_root_file(PostgresRelease release, string root, string verdicts)
    {
        var server = await ServerAsync(release);
        var file = root switch
        {
            "good" => $"sslrootcert={Pki.Root}",
            "missing" => "sslrootcert=/nowhere/root.crt",
            "other" => $"sslrootcert={Pki.Authority(CertificateIssuer.Other)}",
            _ => "",
        };

        var found = "";
        foreach (var mode in Modes)
        {
            found += await VerdictAsync(TargetOf(server, PostgresUsers.Trusted, $"sslmode={mode} {file}"));
        }

        Assert.Equal(verdicts, found);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Users_of_one_encryption(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        Assert.Equal("-TTTTT", await VerdictsAsync(PostgresUsers.TlsOnly));
        Assert.Equal("PPP---", await VerdictsAsync(PostgresUsers.PlainOnly));

        async Task<string> VerdictsAsync(string user)
        {
            var found = "";
            foreach (var mode in Modes)
            {
                found += await VerdictAsync(TargetOf(server, user, $"sslmode={mode} sslrootcert={Pki.Root}"));
            }
            return found;
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Prefer_says_why_there_is_no_encryption(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var other = Pki.Authority(CertificateIssuer.Other);

        var verification = await AnnouncementAsync(TargetOf(server, PostgresUsers.Trusted, $"sslrootcert={other}"));
        Assert.Contains("NOT encrypted: SSL error: certificate verify failed: ", verification, StringComparison.Ordinal);
        Assert.Contains("sslmode=prefer (the default) allows that", verification, StringComparison.Ordinal);

        var user = await AnnouncementAsync(TargetOf(server, PostgresUsers.PlainOnly, "sslmode=prefer"));
        Assert.Contains("NOT encrypted: FATAL:  no pg_hba.conf entry for host", user, StringComparison.Ordinal);
        Assert.Contains("sslmode=prefer (the target) allows that", user, StringComparison.Ordinal);

        var files = await AnnouncementAsync(
            TargetOf(server, PostgresUsers.Trusted, $"sslcert={Pki.Client(Pki.Alice).Certificate} sslkey=/nowhere/key")
        );
        Assert.Contains("NOT encrypted: certificate present, but not private key file", files, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Nothing_is_announced_where_nothing_happened(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        foreach (var more in new[] { "", "sslmode=allow", "sslmode=disable", "sslmode=require" })
        {
            await using var connector = TestConnector.Create(TargetOf(server, PostgresUsers.Trusted, more));
            await connector.EncryptionAsync(Token);
            Assert.Empty(connector.Notices);
        }
    }

    /// <summary>A server without TLS is asked over a connection of its own once; from then on as often as libpq asks.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Server_without_tls(PostgresRelease release)
    {
        Require(ServerAvailability.Of(release));
        await using var server = await PostgresServer.StartAsync(release, Pki, new() { Tls = false }, Token);
        var target = TargetOf(server, PostgresUsers.Trusted);

        var announced = await AnnouncementAsync(target);
        Assert.Contains("NOT encrypted: the server offers no TLS", announced, StringComparison.Ordinal);
        Assert.Equal("plain", await EncryptionAsync($"{target} sslmode=allow"));
        foreach (var mode in Modes[3..])
        {
            var failure = await RefusalAsync($"{target} sslmode={mode} sslrootcert={Pki.Root}");
            AssertFailure(failure, ErrorStage.Tls, ErrorKind.Tls, "server does not support SSL, but SSL was required");
            Assert.Equal($"sslmode={mode} (the target)", failure.Failure.Origin);
        }

        await using var connector = TestConnector.Create(target);
        await connector.EncryptionAsync(Token);
        var before = server.ConnectionCount;
        await connector.EncryptionAsync(Token);
        await connector.EncryptionAsync(Token);
        Assert.Equal(2, server.ConnectionCount - before);
    }

    /// <summary>The pool is not asked for an encrypted connection before each use when there can be none.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Pools_without_tls(PostgresRelease release)
    {
        Require(ServerAvailability.Of(release));
        await using var server = await PostgresServer.StartAsync(release, Pki, new() { Tls = false }, Token);
        var notices = new ConcurrentQueue<Notice>();
        await using var engine = Engine.Create(
            TargetOf(server, PostgresUsers.Trusted),
            options: new()
            {
                PoolSize = 1,
                PoolOverflow = 0,
                OnNotice = notices.Enqueue,
            }
        );

        for (var index = 0; index < 5; index++)
        {
            Assert.False(await engine.ScalarAsync<bool>("select ssl from pg_stat_ssl where pid = pg_backend_pid()", Token));
        }

        Assert.Equal(2, server.ConnectionCount);
        Assert.Single(notices);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Never_on_a_socket(PostgresRelease release)
    {
        var server = await ServerAsync(release);

        foreach (var mode in Modes)
        {
            await using var connector = TestConnector.Create(
                $"host={server.SocketFolder} port={server.Port} dbname=postgres user={PostgresUsers.Trusted} sslmode={mode} sslrootcert=/nowhere"
            );
            Assert.Equal("plain", await connector.EncryptionAsync(Token));
            Assert.Empty(connector.Notices);
            Assert.Equal(mode is "require" or "verify-ca" or "verify-full", connector.Warnings.Any());
        }

        var bound = await RefusalAsync(
            $"host={server.SocketFolder} port={server.Port} dbname=postgres user={PostgresUsers.Scram} password='{PostgresUsers.Password}' channel_binding=require"
        );
        AssertFailure(bound, ErrorStage.Authentication, ErrorKind.Authentication, "channel binding required, but SSL not in use");
    }

    static async Task<string> VerdictAsync(string target)
    {
        await using var connector = TestConnector.Create(target);
        try
        {
            return await connector.EncryptionAsync(Token) == "TLS" ? "T" : "P";
        }
        catch (DatabaseException)
        {
            return "-";
        }
    }

    static async Task<string> AnnouncementAsync(string target)
    {
        await using var connector = TestConnector.Create(target);
        Assert.Equal("plain", await connector.EncryptionAsync(Token));
        var notice = Assert.Single(connector.Notices);
        Assert.Equal((false, "WARNING"), (notice.IsFromServer, notice.Severity));
        return notice.Text;
    }

    /// <summary>The rows for each release.</summary>
    [AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
    sealed class CombinatorialDataAttribute(string root, string verdicts) : Xunit.v3.DataAttribute
    {
        public override ValueTask<IReadOnlyCollection<ITheoryDataRow>> GetData(
            System.Reflection.MethodInfo testMethod,
            Xunit.Sdk.DisposalTracker disposalTracker
        ) => new([.. Releases.Select(release => new TheoryDataRow<PostgresRelease, string, string>(release.Data, root, verdicts))]);

        public override bool SupportsDiscoveryEnumeration() => true;
    }
}
