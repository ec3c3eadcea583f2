using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Servers;

public sealed class FakeServerTests(TestServers servers)
{
    const string Secret = "tell nobody";

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("N", "server does not support SSL, but SSL was required")]
    [InlineData("S", "SSL SYSCALL error: EOF detected")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "received invalid response to SSL negotiation: H")]
    [InlineData("\u0001\u0002\u0003", "received invalid response to SSL negotiation")]
    [InlineData("", "server closed the connection unexpectedly")]
    public async Task Answers_the_request_for_tls_as_told(string answer, string expected)
    {
        await using var server = FakeServer.Start(
            FakePostgres.AnswerFirstRequest(System.Text.Encoding.Latin1.GetBytes(answer), thenClose: true)
        );

        var result = await PsqlAsync(server, "sslmode=require");

        Assert.Contains(expected, result.Error, StringComparison.Ordinal);
        Assert.False(server.WasTold(Secret));
    }

    [Theory]
    [InlineData("disable", false)]
    [InlineData("prefer", false)]
    [InlineData("require", true)]
    public async Task Hears_a_password(string sslmode, bool tls)
    {
        var certificate = servers.Pki.Server(ServerCertificate.Good);
        await using var server = FakeServer.Start(FakePostgres.AskForPassword(tls ? certificate : null));

        var result = await PsqlAsync(server, $"sslmode={sslmode}");

        await server.WaitForAsync(1, Token);
        Assert.Contains("password authentication failed", result.Error, StringComparison.Ordinal);
        Assert.True(server.WasTold(Secret));
        var connection = server.Connections[^1];
        Assert.Equal(tls, connection.InsideTls.Contains(Secret));
        Assert.Equal(!tls, connection.Wire.Contains(Secret));
        Assert.Equal(tls ? "localhost" : null, connection.ClientHello?.ServerName);
    }

    [Fact]
    public async Task Hears_nothing_from_a_client_that_verifies()
    {
        await using var server = FakeServer.Start(FakePostgres.AskForPassword(servers.Pki.Server(ServerCertificate.UnknownAuthority)));

        var result = await PsqlAsync(server, $"sslmode=verify-full sslrootcert={servers.Pki.Root}");

        await server.WaitForAsync(1, Token);
        Assert.Contains("certificate verify failed", result.Error, StringComparison.Ordinal);
        Assert.False(server.WasTold(Secret));
    }

    [Fact]
    public async Task Sees_direct_tls_and_the_client_certificate()
    {
        Require(ServerAvailability.Of(PostgresRelease.V18));
        var alice = servers.Pki.Client(Pki.Alice);
        await using var server = FakeServer.Start(FakePostgres.AskForPassword(servers.Pki.Server(ServerCertificate.Good)));

        await PsqlAsync(server, $"sslmode=require sslnegotiation=direct sslcert={alice.Certificate} sslkey={alice.Key}", libpq18: true);

        await server.WaitForAsync(1, Token);
        var connection = Assert.Single(server.Connections);
        Assert.Equal("postgresql", connection.ApplicationProtocol);
        Assert.Equal(alice.LoadLeaf().RawData, connection.ClientCertificate);
    }

    [Fact]
    public async Task Refuses_with_an_error_of_choice()
    {
        await using var server = FakeServer.Start(FakePostgres.Refuse("57P03", "the database system is starting up"));

        var result = await PsqlAsync(server, "sslmode=disable");

        Assert.Contains("FATAL:  the database system is starting up", result.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pretends_to_be_mysql(bool tls)
    {
        var real = await MariaDbAsync();
        await using var server = FakeServer.Start(FakeMySql.AskForPassword(tls ? servers.Pki.Server(ServerCertificate.Good) : null));

        string[] arguments = ["--protocol=tcp", "--host=127.0.0.1", $"--port={server.Port}", "--user=app", $"--password={Secret}"];
        var result = await real.RunClientAsync([.. arguments, .. tls ? ["--ssl"] : Array.Empty<string>(), "--execute", "select 1"], Token);

        await server.WaitForAsync(1, Token);
        Assert.Contains("ERROR 1045 (28000)", result.Error, StringComparison.Ordinal);
        var connection = Assert.Single(server.Connections);
        Assert.Equal(tls, connection.InsideTls.Contains(Secret));
        Assert.Equal(!tls, connection.Wire.Contains(Secret));
    }

    async Task<CommandResult> PsqlAsync(FakeServer server, string parameters, bool libpq18 = false)
    {
        Require(ServerAvailability.Psql);
        var target = $"host=localhost hostaddr=127.0.0.1 port={server.Port} user=foo dbname=bar password='{Secret}' {parameters}";
        return await new Psql { WithLibpq18 = libpq18 }.QueryAsync(target, "select 1", Token);
    }

    async Task<MariaDbServer> MariaDbAsync()
    {
        Require(ServerAvailability.MariaDb);
        return await servers.MariaDbAsync();
    }

    static void Require(Requirement needed)
    {
        var requirement = ServerAvailability.Require(needed);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
    }
}
