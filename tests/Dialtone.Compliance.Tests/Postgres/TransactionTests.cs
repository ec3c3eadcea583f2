using System.Data;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>A transaction is committed or rolled back, always one of them, and says so when PostgreSQL would not.</summary>
public sealed class TransactionTests(TestServers servers) : PostgresTests(servers)
{
    readonly Sql.SqlText table = Sql.Sql.Identifier($"work_{Guid.NewGuid():N}");

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Commits_or_rolls_back(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);

        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (1)", Token);
            Assert.Equal(0, await CountAsync(engine));
            await transaction.CommitAsync(Token);
            await Assert.ThrowsAsync<ObjectDisposedException>(() => transaction.ExecuteAsync("select 1", Token));
        }
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (2)", Token);
        }
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (3)", Token);
            await transaction.RollbackAsync(Token);
        }
        Assert.Equal(1, await CountAsync(engine));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Failure_aborts(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (1)", Token);
            await RefusalAsync(() => transaction.ExecuteAsync("select 1 / 0", Token));
            Assert.Equal("25P02", (await RefusalAsync(() => transaction.ExecuteAsync("select 1", Token))).SqlState);
            var failure = await RefusalAsync(() => transaction.CommitAsync(Token));
            AssertFailure(failure, ErrorStage.Statement, ErrorKind.Statement, "the transaction was rolled back");
        }
        Assert.Equal(0, await CountAsync(engine));

        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (1)", Token);
            await transaction.ExecuteAsync("savepoint before", Token);
            await RefusalAsync(() => transaction.ExecuteAsync("select 1 / 0", Token));
            await transaction.ExecuteAsync("rollback to savepoint before", Token);
            await transaction.CommitAsync(Token);
        }
        Assert.Equal(1, await CountAsync(engine));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Commit_that_the_server_refuses(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await engine.ExecuteAsync($"alter table {table} add unique (id) deferrable initially deferred", Token);

        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (1), (1)", Token);
            var failure = await RefusalAsync(() => transaction.CommitAsync(Token));
            Assert.Equal((ErrorKind.Integrity, "23505"), (failure.Kind, failure.SqlState));
        }
        Assert.Equal(0, await CountAsync(engine));
    }

    /// <summary>Rows that nobody read are dropped, and the transaction goes on.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Leaving_a_query_early_keeps_the_transaction(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (1)", Token);
            Assert.Equal(1, await transaction.ScalarAsync<int>("select generate_series(1, 300000)", Token));
            await transaction.CommitAsync(Token);
        }
        Assert.Equal(1, await CountAsync(engine));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Isolation_levels_and_lost_races(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await engine.ExecuteAsync($"insert into {table} values (1)", Token);
        await using var first = await engine.BeginAsync(IsolationLevel.Serializable, Token);
        await using var second = await engine.BeginAsync(IsolationLevel.RepeatableRead, Token);
        Assert.Equal("serializable", await first.ScalarAsync<string>("show transaction_isolation", Token));
        Assert.Equal("repeatable read", await second.ScalarAsync<string>("show transaction_isolation", Token));
        Assert.Equal(1, await second.ScalarAsync<int>($"select id from {table}", Token));

        await first.ExecuteAsync($"update {table} set id = 2", Token);
        await first.CommitAsync(Token);
        var failure = await RefusalAsync(() => second.ExecuteAsync($"update {table} set id = 3", Token));

        Assert.Equal((ErrorKind.Retryable, "40001", true), (failure.Kind, failure.SqlState, failure.IsTransient));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Cancelling_aborts_and_gives_the_connection_back(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (1)", Token);
            cancelling.CancelAfter(TimeSpan.FromMilliseconds(50));
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
                transaction.ExecuteAsync("select pg_sleep(600)", cancelling.Token)
            );
            await RefusalAsync(() => transaction.CommitAsync(Token));
        }
        Assert.Equal(0, await CountAsync(engine));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.BeginAsync(cancellationToken: cancelling.Token));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Lost_connection(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = await EngineAsync(release);
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (1)", Token);
            var pid = await transaction.ScalarAsync<int>("select pg_backend_pid()", Token);
            await server.ExecuteAsync($"select pg_terminate_backend({pid})", Token);
            var failure = await RefusalAsync(() => transaction.CommitAsync(Token));
            Assert.True(failure.IsOutcomeUnknown);
            Assert.False(failure.IsTransient);
        }
        Assert.Equal(0, await CountAsync(engine));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task On_a_connection(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await using var connection = await engine.ConnectAsync(Token);
        await connection.ExecuteAsync("set work_mem = '1234kB'", Token);

        await using (var transaction = await connection.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync($"insert into {table} values (1)", Token);
            Assert.Equal(1L, await connection.ScalarAsync<long>($"select count(*) from {table}", Token));
        }

        Assert.Equal(0, await CountAsync(connection));
        Assert.Equal("1234kB", await connection.ScalarAsync<string>("show work_mem", Token));
        Assert.Equal("4MB", await engine.ScalarAsync<string>("show work_mem", Token));
    }

    async Task<Engine> EngineAsync(PostgresRelease release)
    {
        var engine = Engine.Create(TargetOf(await ServerAsync(release), PostgresUsers.Trusted, "sslmode=require"));
        await engine.ExecuteAsync($"drop table if exists {table}", Token);
        await engine.ExecuteAsync($"create table {table} (id int)", Token);
        return engine;
    }

    Task<long> CountAsync(Executor executor) => executor.ScalarAsync<long>($"select count(*) from {table}", Token);
}
