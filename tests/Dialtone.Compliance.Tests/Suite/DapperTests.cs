using System.Data.Common;
using Dapper;
using Dialtone.Compliance.Tests.Backends;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Dapper runs on the engine's data source as on any other.</summary>
public abstract class DapperTests(Backend backend)
{
    sealed class Film
    {
        public long Id { get; set; }

        public string? Title { get; set; }
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task On_a_closed_connection()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = engine.DataSource.CreateConnection();

        var films = connection.Query<Film>("select @id as Id, @title as Title", new { id = 7L, title = "Alpha" });

        Assert.Equal("Alpha", Assert.Single(films).Title);
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task On_a_closed_connection_asynchronously()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = engine.DataSource.CreateConnection();

        var film = await connection.QuerySingleAsync<Film>("select @id as Id, @title as Title", new { id = 7L, title = "Alpha" });

        Assert.Equal((7, "Alpha"), (film.Id, film.Title));
        Assert.Equal(System.Data.ConnectionState.Closed, connection.State);
    }

    [Fact]
    public async Task On_an_open_connection()
    {
        await using var engine = await backend.CreateAsync();
        using var connection = engine.DataSource.OpenConnection();

        Assert.Equal(3, connection.ExecuteScalar<int>("select @a + @b", new { a = 1, b = 2 }));
        Assert.Equal([1, 2], connection.Query<int>("select 1 union all select 2 order by 1"));
        using var results = connection.QueryMultiple("select 1; select 'two'");
        Assert.Equal(1, results.ReadSingle<int>());
        Assert.Equal("two", results.ReadSingle<string>());
    }

    [Fact]
    public async Task On_an_open_connection_asynchronously()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.DataSource.OpenConnectionAsync(Token);

        Assert.Equal(3, await connection.ExecuteScalarAsync<int>("select @a + @b", new { a = 1, b = 2 }));
        var numbers = new List<long>();
        await foreach (var number in connection.QueryUnbufferedAsync<long>(backend.Numbers(1000)))
        {
            numbers.Add(number);
        }

        Assert.Equal(1000, numbers.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task In_a_transaction(bool opened)
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = opened ? await engine.DataSource.OpenConnectionAsync(Token) : engine.DataSource.CreateConnection();
        if (!opened)
        {
            await connection.OpenAsync(Token);
        }

        var table = Backend.NewTable();
        await connection.ExecuteAsync("create table " + table + " (id bigint, title varchar(100))");
        await InsertAsync(connection, table, commit: false);
        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*) from " + table));
        await InsertAsync(connection, table, commit: true);
        Assert.Equal(2, await connection.ExecuteScalarAsync<int>("select count(*) from " + table));
    }

    [Fact]
    public async Task A_statement_that_does_not_name_the_transaction_is_part_of_it()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = engine.DataSource.CreateConnection();
        await connection.OpenAsync(Token);
        var table = Backend.NewTable();
        await connection.ExecuteAsync("create table " + table + " (id int)");

        await using (await connection.BeginTransactionAsync(Token))
        {
            await connection.ExecuteAsync("insert into " + table + " values (1)");
        }

        Assert.Equal(0, await connection.ExecuteScalarAsync<int>("select count(*) from " + table));
    }

    [Fact]
    public async Task Through_a_command_of_the_data_source()
    {
        await using var engine = await backend.CreateAsync();
        await using var command = engine.DataSource.CreateCommand("select 42");

        Assert.Equal(42, Convert.ToInt32(await command.ExecuteScalarAsync(Token), System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(42, Convert.ToInt32(command.ExecuteScalar(), System.Globalization.CultureInfo.InvariantCulture));
    }

    static async Task InsertAsync(DbConnection connection, string table, bool commit)
    {
        await using var transaction = await connection.BeginTransactionAsync(Token);
        var films = new[] { new { id = 1L, title = "Alpha" }, new { id = 2L, title = "Beta" } };
        Assert.Equal(2, await connection.ExecuteAsync("insert into " + table + " values (@id, @title)", films, transaction));
        if (commit)
        {
            await transaction.CommitAsync(Token);
        }
    }
}
