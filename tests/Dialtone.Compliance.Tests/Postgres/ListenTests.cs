using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Restates psycopg's notifies(): what is sent arrives in order, the loop can be left, and a lost line is an error.</summary>
public sealed class ListenTests(TestServers servers) : PostgresTests(servers)
{
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task What_is_sent_arrives_in_order(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await using var notifications = engine.ListenAsync(["News", "odd \"name\""], Token).GetAsyncEnumerator(Token);
        var first = notifications.MoveNextAsync();
        await UntilListeningAsync(engine);

        await engine.ExecuteAsync($"select pg_notify('News', {"one"})", Token);
        Assert.True(await first);
        Assert.Equal(("News", "one"), (notifications.Current.Channel, notifications.Current.Payload));
        Assert.NotEqual(0, notifications.Current.SenderId);
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            for (var n = 0; n < 100; n++)
            {
                await transaction.ExecuteAsync($"select pg_notify({"odd \"name\""}, {n.ToString(null, null)})", Token);
            }

            await transaction.CommitAsync(Token);
        }

        for (var n = 0; n < 100; n++)
        {
            Assert.True(await notifications.MoveNextAsync());
            Assert.Equal(n.ToString(null, null), notifications.Current.Payload);
        }
    }

    [Fact]
    public async Task The_next_user_of_the_session_hears_nothing()
    {
        await using var engine = await EngineAsync(PostgresRelease.V15, new() { PoolSize = 1, PoolOverflow = 0 });
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(Token);
        stop.CancelAfter(TimeSpan.FromMilliseconds(200));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in engine.ListenAsync(["news"], stop.Token)) { }
        });

        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*)::int from pg_listening_channels()", Token));
    }

    [Fact]
    public async Task A_lost_line_is_an_error()
    {
        await using var engine = await EngineAsync(PostgresRelease.V15);
        var listening = Task.Run(
            async () =>
            {
                await foreach (var _ in engine.ListenAsync(["lost"], Token)) { }
            },
            Token
        );
        await UntilListeningAsync(engine);

        await engine.ExecuteAsync(
            "select pg_terminate_backend(pid) from pg_stat_activity where query like 'LISTEN%' and usename = current_user",
            Token
        );

        var failure = await Assert.ThrowsAsync<DatabaseException>(() => listening);
        Assert.Equal(ErrorKind.Failover, failure.Kind);
    }

    [Fact]
    public async Task Others_have_none()
    {
        await using var engine = Engine.Create("sqlite://");

        var failure = await Assert.ThrowsAsync<DatabaseException>(async () =>
        {
            await foreach (Notification _ in engine.ListenAsync(["news"], Token)) { }
        });

        Assert.Equal(ErrorKind.Unsupported, failure.Kind);
    }

    static async Task UntilListeningAsync(Engine engine)
    {
        while (
            await engine.ScalarAsync<int>(
                "select count(*)::int from pg_stat_activity where query like 'LISTEN%' and state = 'idle' and usename = current_user",
                Token
            ) == 0
        )
        {
            await Task.Yield();
        }
    }

    async Task<Engine> EngineAsync(PostgresRelease release, EngineOptions? options = null)
    {
        var server = await ServerAsync(release);
        return Engine.Create(
            TargetOf(server, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=verify-full sslrootcert={Pki.Root}"),
            options: options
        );
    }
}
