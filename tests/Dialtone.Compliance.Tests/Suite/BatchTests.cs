using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;
using Dialtone.Sql;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Restates psycopg's pipeline: several statements, one answer for each, and all or nothing.</summary>
public abstract class BatchTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    async Task<(Engine Engine, SqlText Table)> CreateAsync(EngineOptions? options = null)
    {
        var engine = await backend.CreateAsync(options);
        var name = Backend.NewTable();
        await engine.ExecuteAsync($"create table {Sql.Sql.Identifier(name)} (id int primary key)", Token);
        return (engine, Sql.Sql.Identifier(name));
    }

    [Fact]
    public async Task Each_statement_has_its_answer()
    {
        var (engine, table) = await CreateAsync();
        await using var owned = engine;

        Assert.Equal(
            [1, 2, 1],
            await engine.ExecuteBatchAsync(
                [
                    $"insert into {table} values ({1})",
                    $"insert into {table} values ({2}), ({3})",
                    $"delete from {table} where id in ({new[] { 2, 9 }})",
                ],
                Token
            )
        );
        Assert.Empty(await engine.ExecuteBatchAsync([], Token));
        Assert.Equal(2, await engine.ScalarAsync<int>($"select count(*) from {table}", Token));
    }

    [Fact]
    public async Task All_or_nothing_and_the_place_is_told()
    {
        var (engine, table) = await CreateAsync();
        await using var owned = engine;

        var failure = await Assert.ThrowsAsync<DatabaseException>(() =>
            engine.ExecuteBatchAsync(
                [$"insert into {table} values ({1})", $"insert into {table} values ({1})", $"insert into {table} values ({2})"],
                Token
            )
        );

        Assert.Equal(ErrorKind.Integrity, failure.Kind);
        Assert.Contains("statement 2 of 3", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, await engine.ScalarAsync<int>($"select count(*) from {table}", Token));
    }

    [Fact]
    public async Task In_a_transaction_it_is_a_part_of_it()
    {
        var (engine, table) = await CreateAsync();
        await using var owned = engine;
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteBatchAsync([$"insert into {table} values ({1})", $"insert into {table} values ({2})"], Token);
            Assert.Equal(2, await transaction.ScalarAsync<int>($"select count(*) from {table}", Token));
        }

        Assert.Equal(0, await engine.ScalarAsync<int>($"select count(*) from {table}", Token));
    }

    [Fact]
    public async Task A_read_only_engine_refuses()
    {
        var (engine, table) = await CreateAsync();
        await using var owned = engine;
        await using var reader = engine.With(options => options with { IsReadOnly = true });

        var failure = await Assert.ThrowsAsync<DatabaseException>(() =>
            reader.ExecuteBatchAsync([$"select 1", $"insert into {table} values ({1})"], Token)
        );

        Assert.Equal(ErrorKind.Permission, failure.Kind);
        Assert.Equal(0, await engine.ScalarAsync<int>($"select count(*) from {table}", Token));
    }
}
