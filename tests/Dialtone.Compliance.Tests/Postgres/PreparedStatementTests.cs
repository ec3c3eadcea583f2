using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Statements that run again and again are prepared, and nobody notices but the clock.</summary>
public sealed class PreparedStatementTests(TestServers servers) : PostgresTests(servers)
{
    const string Prepared = "select count(*)::int from pg_prepared_statements where not from_sql";

    readonly TestServers servers = servers;

    [Fact]
    public async Task What_runs_often_is_prepared_and_stays_so_through_a_reset()
    {
        await using var engine = await EngineAsync(new() { PoolSize = 1, PoolOverflow = 0 });
        Assert.Equal(0, await engine.ScalarAsync<int>(Prepared, Token));

        for (var id = 0; id < 6; id++)
        {
            Assert.Equal(id, await engine.ScalarAsync<int>($"select {id}::int", Token));
            await engine.ExecuteAsync("set statement_timeout = 1000", Token);
        }

        Assert.Equal(1, await engine.ScalarAsync<int>(Prepared, Token));
        Assert.Equal(77, await engine.ScalarAsync<int>($"select {77}::int", Token));
        Assert.Equal("0", await engine.ScalarAsync<string>("show statement_timeout", Token));
    }

    /// <summary>A statement that is read as text and as values in turn: the driver would keep the form of the first results.</summary>
    [Fact]
    public async Task Text_and_values_of_one_statement()
    {
        await using var engine = await EngineAsync(new() { PoolSize = 1, PoolOverflow = 0 });
        for (var round = 0; round < 12; round++)
        {
            await using (var text = await engine.ReadTextAsync("select 1.50::numeric, now()::date, true", cancellationToken: Token))
            {
                Assert.True(await text.ReadAsync(Token));
                Assert.Equal(("1.50", "t"), (text.GetText(0), text.GetText(2)));
            }

            var row = await engine.QueryAsync("select 1.50::numeric, now()::date, true", Token).SingleAsync(Token);
            Assert.Equal(1.50m, Assert.IsType<decimal>(row[0]));
            Assert.IsType<DateOnly>(row[1]);
        }
    }

    [Fact]
    public async Task Values_of_other_types_for_the_same_text()
    {
        await using var engine = await EngineAsync(new() { PoolSize = 1, PoolOverflow = 0 });
        object?[] values = [1, 2L, "3", null, 4m, 5];

        for (var round = 0; round < 5; round++)
        {
            foreach (var value in values)
            {
                Assert.Equal(value?.ToString(), await engine.ScalarAsync<string>("select (:v)::text", new Binds { ["v"] = value }, Token));
            }
        }
    }

    /// <summary>Restates the trap of prepared statements and schema changes: "cached plan must not change result type".</summary>
    [Fact]
    public async Task A_table_that_changes_under_a_prepared_statement()
    {
        await using var engine = await EngineAsync(new() { PoolSize = 1, PoolOverflow = 0 });
        var table = $"changing_{Guid.NewGuid():N}";
        await engine.ExecuteAsync($"create table {Sql.Sql.Identifier(table)} (a int)", Token);
        await engine.ExecuteAsync($"insert into {Sql.Sql.Identifier(table)} values (1)", Token);
        for (var round = 0; round < 7; round++)
        {
            Assert.Single(await engine.QueryAsync("select * from " + table, Token).SingleAsync(Token));
        }

        await engine.ExecuteAsync("alter table " + table + " add b text", Token);

        Assert.Equal(2, (await engine.QueryAsync("select * from " + table, Token).SingleAsync(Token)).Count);
        for (var round = 0; round < 7; round++)
        {
            Assert.Equal(2, await CountInTransactionAsync());
        }

        await engine.ExecuteAsync("alter table " + table + " add c text", Token);
        await Assert.ThrowsAsync<DatabaseException>(CountInTransactionAsync);
        Assert.Equal(3, await CountInTransactionAsync());
        await engine.ExecuteAsync("drop table " + table, Token);

        async Task<int> CountInTransactionAsync()
        {
            await using var transaction = await engine.BeginAsync(cancellationToken: Token);
            return (await transaction.QueryAsync("select * from " + table, Token).SingleAsync(Token)).Count;
        }
    }

    [Theory]
    [InlineData("deallocate all")]
    [InlineData("discard all")]
    public async Task A_user_who_drops_them(string statement)
    {
        await using var engine = await EngineAsync();
        await using var connection = await engine.ConnectAsync(Token);
        for (var round = 0; round < 14; round++)
        {
            Assert.Equal(round, await connection.ScalarAsync<int>($"select {round}::int", Token));
            if (round == 6)
            {
                await connection.ExecuteAsync(statement, Token);
                Assert.Equal(0, await connection.ScalarAsync<int>(Prepared, Token));
            }
        }

        // Behind the engine's back.
        await connection.ExecuteAsync("do $$ begin execute 'deallocate all'; end $$", Token);
        Assert.Equal(99, await connection.ScalarAsync<int>($"select {99}::int", Token));
    }

    [Fact]
    public async Task Nothing_is_prepared_behind_a_pooler_or_where_it_is_not_wanted()
    {
        Require(ServerAvailability.PgBouncer);
        var pooler = await servers.PgBouncerAsync();
        await using var behind = Engine.Create(
            TargetOf(pooler.Port, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=disable")
        );
        await using var without = await EngineAsync(new() { PrepareStatements = false });
        foreach (var engine in new[] { behind, without })
        {
            await using var connection = await engine.ConnectAsync(Token);
            for (var round = 0; round < 10; round++)
            {
                Assert.Equal(round, await connection.ScalarAsync<int>($"select {round}::int", Token));
            }

            Assert.Equal(0, await connection.ScalarAsync<int>(Prepared, Token));
        }
    }

    async Task<Engine> EngineAsync(EngineOptions? options = null)
    {
        var server = await ServerAsync(PostgresRelease.V15);
        return Engine.Create(
            TargetOf(server, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=verify-full sslrootcert={Pki.Root}"),
            options: options
        );
    }
}
