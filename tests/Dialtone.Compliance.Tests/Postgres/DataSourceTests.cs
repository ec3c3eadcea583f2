using System.Data;
using Dapper;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>The engine as plain ADO.NET: what every library on top of it does with connections, commands and transactions.</summary>
public sealed class DataSourceTests(TestServers servers) : PostgresTests(servers)
{
    sealed class Item
    {
        public long Id { get; set; }
        public string Name { get; set; } = "";
        public DateTime? Made { get; set; }
        public decimal Price { get; set; }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Dapper_opens_and_closes_by_itself(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await using var connection = engine.DataSource.CreateConnection();
        Assert.Equal(ConnectionState.Closed, connection.State);

        const string select = "select 1 as id, 'one' as name, null::timestamp as made, 1.50 as price where 'one' = @name and 1 = any(@ids)";
        var item = await connection.QuerySingleAsync<Item>(select, new { name = "one", ids = Enumerable.Range(1, 2).ToArray() });

        Assert.Equal((1L, "one", null, 1.50m), (item.Id, item.Name, item.Made, item.Price));
        Assert.Equal(ConnectionState.Closed, connection.State);
        Assert.Equal(3, await connection.ExecuteScalarAsync<int>("select 1 + @more", new { more = 2 }));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Transactions(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await using var connection = engine.DataSource.CreateConnection();
        await connection.OpenAsync(Token);
        await connection.ExecuteAsync("create temp table item (id int)");

        await using (var transaction = await connection.BeginTransactionAsync(Token))
        {
            await connection.ExecuteAsync("insert into item values (@id)", new { id = 1 }, transaction);
            await transaction.RollbackAsync(Token);
        }
        await using (var transaction = await connection.BeginTransactionAsync(IsolationLevel.Serializable, Token))
        {
            await connection.ExecuteAsync("insert into item values (@id)", new[] { new { id = 2 }, new { id = 3 } }, transaction);
            await transaction.CommitAsync(Token);
        }

        Assert.Equal([2, 3], await connection.QueryAsync<int>("select id from item order by id"));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Commands_and_readers(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await using (var command = engine.DataSource.CreateCommand("select 42"))
        {
            Assert.Equal(42, await command.ExecuteScalarAsync(Token));
        }

        using var connection = engine.DataSource.OpenConnection();
        Assert.Equal("postgres", connection.Database);
        Assert.StartsWith($"{(int)release}", connection.ServerVersion, StringComparison.Ordinal);
        using var prepared = connection.CreateCommand();
        prepared.CommandText = "select @a::int + @b::int, 'x' as x";
        foreach (var (name, value) in new[] { ("a", 1), ("b", 2) })
        {
            var parameter = prepared.CreateParameter();
            (parameter.ParameterName, parameter.Value) = (name, value);
            prepared.Parameters.Add(parameter);
        }
        prepared.Prepare();
        using var reader = prepared.ExecuteReader();
        Assert.True(reader.Read());
        Assert.Equal((3, "x"), (reader.GetInt32(0), reader.GetString(reader.GetOrdinal("x"))));
    }

    /// <summary>The policy of the target holds on this way in as well, synchronously too, and tells nothing of its secrets.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Same_policy(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = Engine.Create(
            TargetOf(server, PostgresUsers.Scram, $"password='{WrongPassword}' sslmode=verify-full sslrootcert={Pki.Root}")
        );
        await RefusalAsync(async () => await engine.DataSource.OpenConnectionAsync(Token));
        using var connection = engine.DataSource.CreateConnection();
        Assert.Equal("28P01", Assert.Throws<DatabaseException>(connection.Open).SqlState);
        Assert.Equal("", engine.DataSource.ConnectionString);
        Assert.Equal("", connection.ConnectionString);
        Assert.Throws<NotSupportedException>(() => connection.ConnectionString = "Host=elsewhere");
    }

    /// <summary>No more connections than the pool may have, and each is used again.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Pools(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = Engine.Create(
            TargetOf(server, PostgresUsers.Trusted, "sslmode=require"),
            options: new() { PoolSize = 3, PoolOverflow = 0 }
        );

        var pids = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => engine.ScalarAsync<int>("select pg_backend_pid() from pg_sleep(0.01)", Token))
        );

        Assert.InRange(pids.Distinct().Count(), 1, 3);
    }

    async Task<Engine> EngineAsync(PostgresRelease release) =>
        Engine.Create(TargetOf(await ServerAsync(release), PostgresUsers.Trusted, "sslmode=require"));
}
