using System.Data;
using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Restates SQLAlchemy's transaction tests: savepoints, isolation, two phases, runs that are repeated.</summary>
public abstract class NestedTransactionTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>Restates: a savepoint is undone by itself; its commit stays only with the outer one.</summary>
    [Fact]
    public async Task Savepoints()
    {
        await using var engine = await backend.CreateAsync();
        var table = await CreateAsync(engine);
        await using (var outer = await engine.BeginAsync(cancellationToken: Token))
        {
            await InsertAsync(outer, table, 1);
            await using (var undone = await outer.BeginAsync(Token))
            {
                await InsertAsync(undone, table, 2);
                await using (var deep = await undone.BeginAsync(Token))
                {
                    await InsertAsync(deep, table, 3);
                    await deep.CommitAsync(Token);
                }
                await undone.RollbackAsync(Token);
            }
            await using (var kept = await outer.BeginAsync(Token))
            {
                await InsertAsync(kept, table, 4);
                await kept.CommitAsync(Token);
            }
            await using (await outer.BeginAsync(Token))
            {
                await InsertAsync(outer, table, 5);
            }
            await InsertAsync(outer, table, 6);
            await outer.CommitAsync(Token);
        }

        Assert.Equal([1, 4, 6], await ReadAsync(engine, table));
    }

    /// <summary>Restates: a statement that fails in a savepoint costs the savepoint only.</summary>
    [Fact]
    public async Task A_failure_in_a_savepoint_leaves_the_outer_one_whole()
    {
        await using var engine = await backend.CreateAsync();
        var table = await CreateAsync(engine);
        await using (var outer = await engine.BeginAsync(cancellationToken: Token))
        {
            await InsertAsync(outer, table, 1);
            await using (var inner = await outer.BeginAsync(Token))
            {
                await Assert.ThrowsAsync<DatabaseException>(() => InsertAsync(inner, table, 1));
            }
            await InsertAsync(outer, table, 2);
            await outer.CommitAsync(Token);
        }

        Assert.Equal([1, 2], await ReadAsync(engine, table));
    }

    /// <summary>Restates: an inner transaction is over with the outer one.</summary>
    [Fact]
    public async Task An_inner_one_ends_with_the_outer_one()
    {
        await using var engine = await backend.CreateAsync();
        await using var outer = await engine.BeginAsync(cancellationToken: Token);
        await using var inner = await outer.BeginAsync(Token);
        await outer.RollbackAsync(Token);

        Assert.False(inner.IsActive);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => inner.CommitAsync(Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => inner.ScalarAsync<int>("select 1", Token));
    }

    /// <summary>Restates: isolation is the engine's, a sub-engine's or the transaction's, and the next user has his own.</summary>
    [Fact]
    public async Task Isolation_by_engine_sub_engine_and_transaction()
    {
        backend.Require(Capabilities.IsolationLevels);
        await using var engine = await backend.CreateAsync(
            new()
            {
                PoolSize = 1,
                PoolOverflow = 0,
                IsolationLevel = IsolationLevel.RepeatableRead,
            }
        );
        await using var serializable = engine.With(options => options with { IsolationLevel = IsolationLevel.Serializable });
        var table = await CreateAsync(engine);
        await using var writer = await backend.CreateAsync();

        Assert.True(await IsStableAsync(engine, null));
        Assert.True(await IsStableAsync(engine, IsolationLevel.Serializable));
        Assert.False(await IsStableAsync(engine, IsolationLevel.ReadCommitted));
        Assert.True(await IsStableAsync(engine, null));
        Assert.True(await IsStableAsync(serializable, new() { IsReadOnly = true }));

        // Whether a second read sees what somebody else has committed meanwhile.
        async Task<bool> IsStableAsync(Engine of, TransactionOptions? options)
        {
            await using var transaction = await of.BeginAsync(options, Token);
            var before = await transaction.ScalarAsync<int>("select coalesce(max(a), 0) from " + table, Token);
            // Where reading locks, the writer would wait for the reader.
            if (options?.IsolationLevel != IsolationLevel.Serializable && of == engine)
            {
                await writer.ExecuteAsync("insert into " + table + " (a) values (" + (before + 1) + ")", Token);
            }
            return before == await transaction.ScalarAsync<int>("select coalesce(max(a), 0) from " + table, Token);
        }
    }

    /// <summary>Restates: two phases; what is prepared survives its session and is recovered by its identifier.</summary>
    [Fact]
    public async Task Two_phases()
    {
        await using var engine = await backend.CreateAsync();
        if (!backend.Capabilities.HasFlag(Capabilities.TwoPhase))
        {
            await using var plain = await engine.BeginAsync(cancellationToken: Token);
            var unsupported = await Assert.ThrowsAsync<DatabaseException>(() => plain.PrepareAsync("x", Token));
            Assert.Equal(ErrorKind.Unsupported, unsupported.Kind);
            return;
        }

        var table = await CreateAsync(engine);
        var (kept, dropped) = ($"keep ' {table}", $"drop {table}");
        foreach (var (id, value) in new[] { (kept, 1), (dropped, 2) })
        {
            await using var transaction = await engine.BeginAsync(cancellationToken: Token);
            await InsertAsync(transaction, table, value);
            await transaction.PrepareAsync(id, Token);
            Assert.False(transaction.IsActive);
        }
        Assert.Equal(
            [kept, dropped],
            (await ListAsync(engine.ReadPreparedAsync(Token))).Where(id => id.EndsWith(table, StringComparison.Ordinal))
        );
        Assert.Empty(await ReadAsync(engine, table));

        await engine.CommitPreparedAsync(kept, Token);
        await engine.RollbackPreparedAsync(dropped, Token);

        Assert.Equal([1], await ReadAsync(engine, table));
        await Assert.ThrowsAsync<DatabaseException>(() => engine.CommitPreparedAsync(kept, Token));
    }

    /// <summary>Two transactions that wait for each other: one is chosen to fail, is run again, and both are done once.</summary>
    [Fact]
    public async Task A_deadlock_is_run_again()
    {
        backend.Require(Capabilities.Deadlocks);
        await using var engine = await backend.CreateAsync();
        var table = await CreateAsync(engine);
        await engine.ExecuteAsync("insert into " + table + " (a) values (1), (2)", Token);
        using var met = new Barrier(2);
        var attempts = 0;

        await Task.WhenAll(Task.Run(() => ChangeAsync(1, 2), Token), Task.Run(() => ChangeAsync(2, 1), Token));

        Assert.Equal(3, attempts);
        Assert.Equal([2, 2], await ListAsync(engine.QueryAsync<int>("select b from " + table + " order by a", Token)));

        Task ChangeAsync(int first, int second)
        {
            var isFirst = true;
            return engine.RunInTransactionAsync(
                async (transaction, token) =>
                {
                    Interlocked.Increment(ref attempts);
                    await transaction.ExecuteAsync("update " + table + " set b = b + 1 where a = " + first, token);
                    if (isFirst)
                    {
                        isFirst = false;
                        Assert.True(await Task.Run(() => met.SignalAndWait(TimeSpan.FromSeconds(20)), token));
                    }
                    await transaction.ExecuteAsync("update " + table + " set b = b + 1 where a = " + second, token);
                },
                cancellationToken: Token
            );
        }
    }

    /// <summary>What cannot succeed by a second run is not run again, and an exception of the work's own rolls back.</summary>
    [Fact]
    public async Task Only_what_may_succeed_is_run_again()
    {
        await using var engine = await backend.CreateAsync();
        var table = await CreateAsync(engine);
        var attempts = 0;

        await Assert.ThrowsAsync<DatabaseException>(() =>
            engine.RunInTransactionAsync(
                async (transaction, token) =>
                {
                    attempts++;
                    await InsertAsync(transaction, table, 1);
                    await InsertAsync(transaction, table, 1);
                },
                cancellationToken: Token
            )
        );
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            engine.RunInTransactionAsync<int>(
                async (transaction, token) =>
                {
                    attempts++;
                    await InsertAsync(transaction, table, 2);
                    throw new InvalidOperationException();
                },
                cancellationToken: Token
            )
        );

        Assert.Equal(2, attempts);
        Assert.Empty(await ReadAsync(engine, table));
        Assert.Equal(
            7,
            await engine.RunInTransactionAsync(
                async (transaction, token) => await transaction.ScalarAsync<int>("select 7", token),
                cancellationToken: Token
            )
        );
    }

    static async Task<string> CreateAsync(Engine engine)
    {
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (a int unique, b int default 0)", Token);
        return table;
    }

    static Task<int> InsertAsync(Executor executor, string table, int value) =>
        executor.ExecuteAsync("insert into " + table + " (a) values (" + value + ")", Token);

    static Task<List<int>> ReadAsync(Engine engine, string table) =>
        ListAsync(engine.QueryAsync<int>("select a from " + table + " order by a", Token));

    static async Task<List<T>> ListAsync<T>(IAsyncEnumerable<T> items) => await items.ToListAsync(Token);
}
