using Dialtone.Servers;
using Dialtone.Servers.PgBouncer;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Servers;

public sealed class PgBouncerServerTests(TestServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(PostgresUsers.Scram, "sslmode=disable")]
    [InlineData(PostgresUsers.Scram, "sslmode=verify-full")]
    [InlineData(PostgresUsers.ClearText, "sslmode=verify-full")]
    public async Task Passes_queries_over_tls(string user, string mode)
    {
        var (pooler, server) = await StartedAsync();

        var result = await AskAsync(
            pooler,
            $"user={user} password='{PostgresUsers.Password}' {mode} sslrootcert={server.Pki.Root}",
            "select current_user, ssl, inet_server_port() from pg_stat_ssl where pid = pg_backend_pid()"
        );

        Assert.Equal($"{user}|t|{server.Port}\n", result.Expect("psql"));
    }

    [Fact]
    public async Task Refuses_a_wrong_password()
    {
        var (pooler, _) = await StartedAsync();

        var result = await AskAsync(pooler, $"user={PostgresUsers.Scram} password=wrong sslmode=require", "select 1");

        Assert.Contains("SASL authentication failed", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Pools_by_transaction()
    {
        var (pooler, _) = await StartedAsync();

        var target = $"host={PgBouncerServer.Host} port={pooler.Port} dbname=pgbouncer user={PostgresUsers.Scram}";
        var shown = await new Psql().QueryAsync($"{target} password='{PostgresUsers.Password}'", "show config", Token);

        Assert.Contains("pool_mode|transaction|", shown.Expect("psql"), StringComparison.Ordinal);
    }

    static Task<CommandResult> AskAsync(PgBouncerServer pooler, string parameters, string sql) =>
        new Psql().QueryAsync($"host=localhost port={pooler.Port} dbname=postgres {parameters}", sql, Token);

    async Task<(PgBouncerServer, PostgresServer)> StartedAsync()
    {
        var requirement = ServerAvailability.Require(
            ServerAvailability.Of(PostgresRelease.V15),
            ServerAvailability.Psql,
            ServerAvailability.PgBouncer
        );
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        return (await servers.PgBouncerAsync(), await servers.PostgresAsync(PostgresRelease.V15));
    }
}
