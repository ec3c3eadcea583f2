using Dialtone.Compliance.Tests.Backends;
using Dialtone.Compliance.Tests.Postgres;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Faults;

/// <summary>A commit whose answer is lost is reported as unknown, never as failed or fine, and is never sent again.</summary>
public sealed class CommitTests(TestServers servers) : PostgresTests(servers)
{
    // A constraint that is checked at the commit, and takes its time.
    const string Slow = """
        create function slowly() returns trigger language plpgsql as $$ begin perform pg_sleep(2); return null; end $$;
        create constraint trigger slowly after insert on {0} deferrable initially deferred for each row execute function slowly()
        """;

    /// <summary>The line is cut after the commit has reached the server: it is done, and the client cannot know.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Cut_while_the_server_commits(PostgresRelease release)
    {
        var (server, proxy, engine, table) = await PrepareAsync(release);
        await using var _ = proxy;
        await using var __ = engine;
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync("insert into " + table + " values (1)", Token);
            var committing = RefusalAsync(() => transaction.CommitAsync(Token));
            await UntilAsync(server, $"select count(*) from pg_stat_activity where wait_event = 'PgSleep' and query ilike 'commit%'", "1");
            proxy.CutNow();

            AssertUnknown(await committing);
        }

        await UntilAsync(server, $"select count(*) from {table}", "1");
        Assert.Equal(1, await engine.ScalarAsync<int>("select count(*) from " + table, Token));
    }

    /// <summary>The line hangs before the commit has reached the server, and is cut then: nothing is done, and the client cannot know.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Cut_before_the_server_commits(PostgresRelease release)
    {
        var (_, proxy, engine, table) = await PrepareAsync(release);
        await using var _ = proxy;
        await using var __ = engine;
        var attempts = 0;

        var failure = await RefusalAsync(() =>
            engine.RunInTransactionAsync(
                async (transaction, token) =>
                {
                    attempts++;
                    await transaction.ExecuteAsync("insert into " + table + " values (1)", token);
                    proxy.Hang();
                    var committing = transaction.CommitAsync(token);
                    proxy.CutNow();
                    await committing;
                },
                cancellationToken: Token
            )
        );

        AssertUnknown(failure);
        Assert.Equal(1, attempts);
        proxy.Pass();
        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*) from " + table, Token));
    }

    /// <summary>A commit that the caller cancels may be done or not.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Cancelled_commit(PostgresRelease release)
    {
        var (server, proxy, engine, table) = await PrepareAsync(release);
        await using var _ = proxy;
        await using var __ = engine;
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into " + table + " values (1)", Token);
        var committing = RefusalAsync(() => transaction.CommitAsync(cancelling.Token));
        await UntilAsync(server, $"select count(*) from pg_stat_activity where wait_event = 'PgSleep' and query ilike 'commit%'", "1");
        await cancelling.CancelAsync();

        AssertUnknown(await committing);
    }

    /// <summary>A commit that the server refuses is no unknown outcome.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Refused_commit(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = Engine.Create(TargetOf(server, PostgresUsers.Trusted));
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (id int primary key deferrable initially deferred)", Token);
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into " + table + " values (1), (1)", Token);

        var failure = await RefusalAsync(() => transaction.CommitAsync(Token));

        Assert.Equal((ErrorKind.Integrity, false), (failure.Kind, failure.IsOutcomeUnknown));
    }

    async Task<(PostgresServer, FaultProxy, Engine, string Table)> PrepareAsync(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var proxy = FaultProxy.Start(server.Port);
        var engine = Engine.Create(TargetOf(proxy.Port, PostgresUsers.Trusted, "sslmode=disable"));
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (id int)", Token);
        await engine.ExecuteAsync("drop function if exists slowly() cascade", Token);
        await engine.ExecuteAsync(Slow.Replace("{0}", table, StringComparison.Ordinal), Token);
        return (server, proxy, engine, table);
    }

    static void AssertUnknown(DatabaseException failure)
    {
        Assert.True(failure.IsOutcomeUnknown, failure.ToString());
        Assert.False(failure.IsTransient);
        Assert.StartsWith("whether the transaction was committed is unknown", failure.Message, StringComparison.Ordinal);
    }

    static async Task UntilAsync(PostgresServer server, string sql, string expected)
    {
        for (var look = 0; await server.ExecuteAsync(sql, Token) != expected; look++)
        {
            Assert.True(look < 200, $"{sql} is not {expected}");
            await Task.Delay(20, Token);
        }
    }
}
