using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>A read-only engine: the server refuses what changes anything, and nothing switches that off.</summary>
public abstract class ReadOnlyTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_and_changes_nothing()
    {
        await using var engine = await backend.CreateAsync(new() { PoolSize = 1, PoolOverflow = 0 });
        await using var reader = engine.With(options => options with { IsReadOnly = true });
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (a int)", Token);
        await engine.ExecuteAsync("insert into " + table + " values (1)", Token);

        Assert.Equal(1, await reader.ScalarAsync<int>("select a from " + table, Token));
        string[] changes =
        [
            "insert into " + table + " values (2)",
            "delete from " + table,
            "create table " + table + "x (a int)",
            "drop table " + table,
            "commit; delete from " + table,
            "select 1; commit; delete from " + table,
            "set transaction read write",
            "begin",
            "pragma query_only = 0",
        ];
        if (backend.Capabilities.HasFlag(Capabilities.ConditionalComments))
        {
            changes = [.. changes, "select 1 /*! ; commit ; delete from " + table + " */; select 2"];
        }
        foreach (var change in changes)
        {
            await RefusedAsync(() => reader.ExecuteAsync(change, Token), change);
            await using (var connection = await reader.ConnectAsync(Token))
            {
                await RefusedAsync(() => connection.ExecuteAsync(change, Token), change);
                Assert.Equal(1, await connection.ScalarAsync<int>("select count(*) from " + table, Token));
            }
            await using var transaction = await reader.BeginAsync(cancellationToken: Token);
            await RefusedAsync(() => transaction.ExecuteAsync(change, Token), change);
        }

        Assert.Equal([1], await engine.QueryAsync<int>("select a from " + table, Token).ToListAsync(Token));
        // The engine beside it, on the same connection, writes on.
        Assert.Equal(1, await engine.ExecuteAsync("insert into " + table + " values (3)", Token));
    }

    /// <summary>A transaction of an ordinary engine can be read-only, too; the next one is not.</summary>
    [Fact]
    public async Task A_read_only_transaction()
    {
        await using var engine = await backend.CreateAsync(new() { PoolSize = 1, PoolOverflow = 0 });
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (a int)", Token);
        await using (var transaction = await engine.BeginAsync(new() { IsReadOnly = true }, Token))
        {
            Assert.Equal(0, await transaction.ScalarAsync<int>("select count(*) from " + table, Token));
            await RefusedAsync(() => transaction.ExecuteAsync("insert into " + table + " values (1)", Token), "insert");
        }

        await using var next = await engine.BeginAsync(cancellationToken: Token);
        Assert.Equal(1, await next.ExecuteAsync("insert into " + table + " values (1)", Token));
        await next.CommitAsync(Token);
    }

    static async Task RefusedAsync(Func<Task> change, string what)
    {
        var failure = await Record.ExceptionAsync(change);
        Assert.True(failure is DatabaseException { Kind: ErrorKind.Permission }, $"{what}: {failure?.ToString() ?? "was done"}");
    }
}
