using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Restates SQLAlchemy's reconnect tests: sessions that the server ends between uses, in a statement, in a transaction.</summary>
public abstract class ReconnectTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Restates: with a check at checkout, sessions that died while they were idle are replaced unnoticed, all of them at once.</summary>
    [Fact]
    public async Task A_checked_session_that_died_is_replaced_unnoticed()
    {
        var checks = 0;
        await using var killer = await backend.CreateAsync();
        await using var engine = await backend.CreateAsync(
            new()
            {
                HealthCheckAfter = TimeSpan.Zero,
                Events = new() { Closed = reason => checks += reason == Pooling.CloseReason.Check ? 1 : 0 },
            }
        );
        var connections = await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => engine.ConnectAsync(Token)));
        for (var returned = 1; returned <= connections.Length; returned++)
        {
            var connection = connections[returned - 1];
            var id = await connection.ScalarAsync<long>(backend.SessionId, Token);
            await connection.DisposeAsync();
            await UntilIdleAsync(engine, returned);
            await killer.ExecuteAsync(backend.Kill(id), Token);
        }

        for (var use = 0; use < 3; use++)
        {
            Assert.Equal(use, await engine.ScalarAsync<int>("select " + use, Token));
        }

        Assert.InRange(checks, 1, 1);
    }

    /// <summary>Restates: a lost session fails its user once, and takes every older connection of the pool with it.</summary>
    [Fact]
    public async Task A_lost_session_invalidates_the_pool()
    {
        await using var killer = await backend.CreateAsync();
        await using var engine = await backend.CreateAsync(new() { HealthCheckAfter = Timeout.InfiniteTimeSpan });
        var other = await engine.ConnectAsync(Token);
        var otherId = await other.ScalarAsync<long>(backend.SessionId, Token);
        await using (var connection = await engine.ConnectAsync(Token))
        {
            var id = await connection.ScalarAsync<long>(backend.SessionId, Token);
            await killer.ExecuteAsync(backend.Kill(id), Token);
            var failure = await Assert.ThrowsAsync<DatabaseException>(() => UntilFailsAsync(connection));
            Assert.True(failure.Kind is ErrorKind.Disconnected or ErrorKind.Failover, failure.ToString());
            Assert.True(failure.IsTransient);
        }
        await other.DisposeAsync();
        await using var fresh = await engine.ConnectAsync(Token);

        Assert.NotEqual(otherId, await fresh.ScalarAsync<long>(backend.SessionId, Token));
    }

    /// <summary>Restates: lost in a transaction or in a savepoint, the transaction is over, its work gone, and the engine goes on.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lost_in_a_transaction(bool inSavepoint)
    {
        var table = Backend.NewTable();
        await using var killer = await backend.CreateAsync();
        await using var engine = await backend.CreateAsync();
        await engine.ExecuteAsync("create table " + table + " (a int)", Token);
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync("insert into " + table + " values (1)", Token);
            await using var inner = inSavepoint ? await transaction.BeginAsync(Token) : null;
            var id = await transaction.ScalarAsync<long>(backend.SessionId, Token);
            await killer.ExecuteAsync(backend.Kill(id), Token);
            await Assert.ThrowsAsync<DatabaseException>(() => UntilFailsAsync(inner ?? transaction));
        }

        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*) from " + table, Token));
    }

    /// <summary>Lost before the commit, the work is run again; SQLAlchemy leaves that to the user.</summary>
    [Fact]
    public async Task Work_that_was_lost_before_its_commit_is_run_again()
    {
        var table = Backend.NewTable();
        await using var killer = await backend.CreateAsync();
        await using var engine = await backend.CreateAsync();
        await engine.ExecuteAsync("create table " + table + " (a int)", Token);
        var attempts = 0;

        await engine.RunInTransactionAsync(
            async (transaction, token) =>
            {
                await transaction.ExecuteAsync("insert into " + table + " values (1)", token);
                if (++attempts == 1)
                {
                    var id = await transaction.ScalarAsync<long>(backend.SessionId, token);
                    await killer.ExecuteAsync(backend.Kill(id), token);
                    await UntilFailsAsync(transaction);
                }
            },
            cancellationToken: Token
        );

        Assert.Equal(2, attempts);
        Assert.Equal(1, await engine.ScalarAsync<int>("select count(*) from " + table, Token));
    }

    // The server needs a moment to end a session.
    static async Task UntilFailsAsync(Executor executor)
    {
        for (var use = 0; use < 1000; use++)
        {
            await executor.ScalarAsync<int>("select 1", Token);
            await Task.Delay(5, Token);
        }
    }

    static async Task UntilIdleAsync(Engine engine, int count)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (engine.Pool.Idle < count)
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
