using Dialtone.Errors;
using Dialtone.Pooling;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Through a pooler in transaction mode.</summary>
public sealed class PgBouncerTests(TestServers servers) : PostgresTests(servers)
{
    readonly TestServers servers = servers;

    [Theory]
    [InlineData("disable")]
    [InlineData("prefer")]
    [InlineData("verify-full")]
    public async Task Everyday_use(string sslmode)
    {
        await using var engine = await EngineAsync($"sslmode={sslmode} application_name=through");

        for (var round = 0; round < 3; round++)
        {
            var numbers = await Task.WhenAll(Enumerable.Range(1, 8).Select(n => engine.ScalarAsync<int>($"select {n}", Token)));
            Assert.Equal(Enumerable.Range(1, 8), numbers);
        }
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync("create temp table seen (id int) on commit drop", Token);
            await transaction.ExecuteAsync($"insert into seen values ({1})", Token);
            Assert.Equal(1, await transaction.ScalarAsync<int>("select id from seen", Token));
            await transaction.CommitAsync(Token);
        }
        Assert.Equal("22012", (await RefusalAsync(() => engine.ScalarAsync<int>("select 1 / 0", Token))).SqlState);
        Assert.Equal(1, await engine.ScalarAsync<int>("select generate_series(1, 1000000000)", Token));
    }

    /// <summary>Restates the prepared-statement trap: sessions that the pooler mixes, under load, with and without the pool's own reset.</summary>
    [Theory]
    [InlineData(SessionReset.WhenTouched)]
    [InlineData(SessionReset.Never)]
    public async Task Sessions_that_the_pooler_mixes(SessionReset reset)
    {
        Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.PgBouncer);
        var pooler = await servers.PgBouncerAsync();
        await using var engine = Engine.Create(
            TargetOf(pooler.Port, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=disable"),
            options: new() { SessionReset = reset }
        );

        await Task.WhenAll(
            Enumerable
                .Range(0, 20)
                .Select(async user =>
                {
                    for (var round = 0; round < 20; round++)
                    {
                        Assert.Equal(user, await engine.ScalarAsync<int>($"select {user}", Token));
                        Assert.NotEqual(0, await engine.ScalarAsync<int>("select pg_backend_pid()", Token));
                        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
                        Assert.Equal(round, await transaction.ScalarAsync<int>($"select {round}", Token));
                        await transaction.CommitAsync(Token);
                    }
                })
        );

        Assert.InRange(engine.Pool.Open, 1, 15);
    }

    [Theory]
    [InlineData("read-write", true)]
    [InlineData("primary", true)]
    [InlineData("read-only", false)]
    [InlineData("standby", false)]
    public async Task Asks_what_the_pooler_does_not_report(string attributes, bool isAccepted)
    {
        await using var engine = await EngineAsync($"target_session_attrs={attributes}");

        if (isAccepted)
        {
            Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
        }
        else
        {
            Assert.Equal(ErrorKind.Failover, (await RefusalAsync(() => engine.ScalarAsync<int>("select 1", Token))).Kind);
        }
    }

    [Fact]
    public async Task What_the_pooler_refuses_is_named()
    {
        await using var engine = await EngineAsync("options='-c work_mem=64kB'");

        var failure = await RefusalAsync(() => engine.ScalarAsync<int>("select 1", Token));

        Assert.Contains("options", failure.Failure.What, StringComparison.Ordinal);
    }

    async Task<Engine> EngineAsync(string more)
    {
        Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.PgBouncer);
        var pooler = await servers.PgBouncerAsync();
        return Engine.Create(
            TargetOf(pooler.Port, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslrootcert={Pki.Root} {more}")
        );
    }
}
