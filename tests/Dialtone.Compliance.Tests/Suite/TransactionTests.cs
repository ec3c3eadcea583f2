using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Commit or roll back, always one of them.</summary>
public abstract class TransactionTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Committed_work_stays()
    {
        await using var engine = await backend.CreateAsync();
        var table = await CreateTableAsync(engine);

        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            Assert.Equal(2, await transaction.ExecuteAsync("insert into " + table + " values (1), (2)", Token));
            Assert.Equal(2, await transaction.ScalarAsync<int>("select count(*) from " + table, Token));
            await transaction.CommitAsync(Token);
        }

        Assert.Equal(2, await CountAsync(engine, table));
    }

    [Fact]
    public async Task Rolled_back_work_is_gone()
    {
        await using var engine = await backend.CreateAsync();
        var table = await CreateTableAsync(engine);

        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync("insert into " + table + " values (1)", Token);
            await transaction.RollbackAsync(Token);
        }

        Assert.Equal(0, await CountAsync(engine, table));
    }

    [Fact]
    public async Task Work_without_a_commit_is_gone()
    {
        await using var engine = await backend.CreateAsync();
        var table = await CreateTableAsync(engine);

        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync("insert into " + table + " values (1)", Token);
        }

        Assert.Equal(0, await CountAsync(engine, table));
    }

    [Fact]
    public async Task A_transaction_that_is_over_takes_no_more_statements()
    {
        await using var engine = await backend.CreateAsync();
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.CommitAsync(Token);

        await Assert.ThrowsAsync<ObjectDisposedException>(() => transaction.ScalarAsync<int>("select 1", Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => transaction.CommitAsync(Token));
    }

    [Fact]
    public async Task A_connection_has_one_transaction_after_the_other()
    {
        await using var engine = await backend.CreateAsync();
        var table = await CreateTableAsync(engine);
        await using var connection = await engine.ConnectAsync(Token);

        for (var round = 1; round <= 2; round++)
        {
            await using var transaction = await connection.BeginAsync(cancellationToken: Token);
            await transaction.ExecuteAsync("insert into " + table + " values (" + round + ")", Token);
            await transaction.CommitAsync(Token);
            await transaction.DisposeAsync();
            Assert.Equal(round, await connection.ScalarAsync<int>("select count(*) from " + table, Token));
        }
    }

    [Fact]
    public async Task A_transaction_that_a_statement_began_does_not_reach_the_next_user()
    {
        await using var engine = await backend.CreateAsync(new() { PoolSize = 1, PoolOverflow = 0 });
        var table = await CreateTableAsync(engine);

        await using (var connection = await engine.ConnectAsync(Token))
        {
            await connection.ExecuteAsync("begin", Token);
            await connection.ExecuteAsync("insert into " + table + " values (1)", Token);
        }

        Assert.Equal(0, await CountAsync(engine, table));
        await using var next = await engine.BeginAsync(cancellationToken: Token);
        await next.CommitAsync(Token);
    }

    [Fact]
    public async Task A_failed_statement_is_reported_and_the_rest_can_be_rolled_back()
    {
        await using var engine = await backend.CreateAsync();
        var table = await CreateTableAsync(engine);
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into " + table + " values (1)", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() =>
            transaction.ExecuteAsync("insert into " + table + " values (1)", Token)
        );

        Assert.Equal(ErrorKind.Integrity, exception.Kind);
        await transaction.RollbackAsync(Token);
        Assert.Equal(0, await CountAsync(engine, table));
    }

    [Fact]
    public async Task Beginning_can_be_given_up_before_it_starts()
    {
        await using var engine = await backend.CreateAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.BeginAsync(cancellationToken: new(canceled: true)));
    }

    static async Task<string> CreateTableAsync(Engine engine)
    {
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (a int unique)", Token);
        return table;
    }

    static Task<int> CountAsync(Engine engine, string table) => engine.ScalarAsync<int>("select count(*) from " + table, Token);
}
