using Dialtone.Compliance.Tests.Postgres;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Npgsql;

namespace Dialtone.Compliance.Tests.Faults;

/// <summary>The server dies in the middle of something, comes back, or its standby takes over.</summary>
public sealed class CrashTests(TestServers servers) : PostgresTests(servers)
{
    static PostgresOptions Durable => new() { Settings = new Dictionary<string, string> { ["synchronous_commit"] = "on" } };

    /// <summary>In a query, in a COPY, and between two uses: every user hears of it once, nobody hangs, and the engine goes on.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task The_server_crashes_and_comes_back(PostgresRelease release)
    {
        Require(ServerAvailability.Of(release), ServerAvailability.Psql);
        await using var server = await PostgresServer.StartAsync(release, Pki, Durable, Token);
        await using var engine = Engine.Create(
            TargetOf(server, PostgresUsers.Trusted, "sslmode=disable"),
            options: new() { HealthCheckAfter = TimeSpan.Zero }
        );
        await engine.ExecuteAsync("create table kept (id int)", Token);
        await using var copying = await engine.ConnectAsync(Token);
        await using var writer = await ((NpgsqlConnection)copying.Driver).BeginTextImportAsync("copy kept from stdin", Token);
        await writer.WriteAsync("1\n".AsMemory(), Token);
        await writer.FlushAsync(Token);
        var querying = RefusalAsync(() => engine.ScalarAsync<object>("select pg_sleep(600)", Token));
        var idle = await engine.ConnectAsync(Token);
        await idle.DisposeAsync();

        await server.CrashAsync(Token);

        var failure = await querying;
        Assert.True(failure.Kind is ErrorKind.Disconnected or ErrorKind.Failover, failure.ToString());
        await Assert.ThrowsAnyAsync<Exception>(async () =>
        {
            for (var line = 0; line < 100_000; line++)
            {
                await writer.WriteAsync("2\n".AsMemory(), Token);
            }
            await writer.DisposeAsync();
        });
        await copying.DisposeAsync();
        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*) from kept", Token));
        Assert.InRange(engine.Pool.Open, 1, 2);
    }

    /// <summary>The primary dies under load and its standby is promoted: what was acknowledged is there, once, and the load goes on there.</summary>
    [Fact]
    public async Task Failover_of_a_replica_pair_under_load()
    {
        Require(ServerAvailability.Of(PostgresRelease.V15), ServerAvailability.Psql);
        var primary = await PostgresServer.StartAsync(PostgresRelease.V15, Pki, Durable, Token);
        await using var down = primary;
        await using var standby = await primary.StartReplicaAsync(Token);
        await primary.ExecuteAsync("create table kept (id int primary key)", Token);
        await primary.ExecuteAsync($"grant all on kept to {PostgresUsers.Trusted}", Token);
        // From now on an acknowledged commit is on the standby, too.
        await primary.ExecuteAsync("alter system set synchronous_standby_names = '*'", Token);
        primary.Reload();
        string Hosts(string attributes) =>
            $"host=127.0.0.1,127.0.0.1 port={primary.Port},{standby.Port} dbname=postgres user={PostgresUsers.Trusted} sslmode=disable target_session_attrs={attributes}";
        await using var engine = Engine.Create(Hosts("primary"), options: new() { PoolSize = 5, PoolOverflow = 0 });
        await using var reader = Engine.Create(Hosts("standby"));
        Assert.True(await reader.ScalarAsync<bool>("select pg_is_in_recovery()", Token));
        var load = new Load(engine, "kept");
        var working = Enumerable.Range(0, 10).Select(_ => load.RunAsync(Token)).ToArray();

        await load.UntilDoneAsync(100, Token);
        await primary.DisposeAsync();
        await standby.ExecuteAsync("select pg_promote()", Token);
        var before = load.Done;
        await load.UntilDoneAsync(before + 100, Token);
        load.Stop();
        await Task.WhenAll(working);

        var kept = (await standby.ExecuteAsync("select id from kept", Token)).Split('\n').Select(int.Parse).ToHashSet();
        load.Verify(kept);
        Assert.False(await engine.ScalarAsync<bool>("select pg_is_in_recovery()", Token));
    }
}
