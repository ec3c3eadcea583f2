using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Connecting and reading.</summary>
public abstract class QueryTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    sealed record Film(long FilmId, string Title, double? Rating);

    sealed class Mutable
    {
        public int FilmId { get; set; }

        public string Title { get; set; } = "";
    }

    const string Films = "select 1 as film_id, 'Alpha' as title, 4.5 as rating union all select 2, 'Beta', null order by film_id";

    [Fact]
    public async Task Answers()
    {
        await using var engine = await backend.CreateAsync();

        Assert.Equal(42, await engine.ScalarAsync<int>("select 42", Token));
        Assert.Equal("forty-two", await engine.ScalarAsync<string>("select 'forty-two'", Token));
        Assert.Null(await engine.ScalarAsync<int?>("select null", Token));
    }

    [Fact]
    public async Task A_connection_is_the_same_session_each_time()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var table = Backend.NewTable();

        await connection.ExecuteAsync("create temporary table " + table + " (a int)", Token);

        Assert.Equal(1, await connection.ExecuteAsync("insert into " + table + " values (1)", Token));
        Assert.Equal(1, await connection.ScalarAsync<int>("select count(*) from " + table, Token));
    }

    [Fact]
    public async Task Rows_are_read_by_name_and_by_place()
    {
        await using var engine = await backend.CreateAsync();

        var rows = await engine.QueryAsync(Films, Token).ToListAsync(Token);

        Assert.Equal(2, rows.Count);
        Assert.Equal(1, rows[0].Get<int>(0));
        Assert.Equal("Alpha", rows[0]["title"]);
        Assert.Equal("Beta", rows[1].Get<string>("TITLE"));
        Assert.Equal(4.5m, rows[0].Get<decimal>("rating"));
        Assert.Null(rows[1]["rating"]);
        Assert.Null(rows[1].Get<double?>(2));
        Assert.Equal(["film_id", "title", "rating"], rows[0].Columns.Select(column => column.Name));
        var missing = Assert.Throws<DatabaseException>(() => rows[0]["nothing"]);
        Assert.Equal(ErrorStage.Result, missing.Stage);
    }

    /// <summary>Restates the trap that SQLAlchemy takes the last of several columns of a name.</summary>
    [Fact]
    public async Task Columns_of_the_same_name_are_kept_apart()
    {
        await using var engine = await backend.CreateAsync();
        const string sql = "select 1 as a, 2 as a, 3 as b";

        var row = await engine.QueryAsync(sql, Token).SingleAsync(Token);

        Assert.Equal([1, 2, 3], row.Select((_, place) => row.Get<int>(place)));
        Assert.Equal(3, row.Get<int>("b"));
        Assert.Contains("several columns \"a\"", Assert.Throws<DatabaseException>(() => row["a"]).Message, StringComparison.Ordinal);
        Assert.Equal((1, 2, 3), await engine.QueryAsync<(int, int, int)>(sql, Token).SingleAsync(Token));
        await Assert.ThrowsAsync<DatabaseException>(() => engine.QueryAsync<Lettered>(sql, Token).FirstAsync(Token).AsTask());
    }

    sealed record Lettered(int A, int B);

    /// <summary>How records are filled is kept by text, and found out again when the same text has other columns.</summary>
    [Fact]
    public async Task A_text_whose_columns_change()
    {
        await using var engine = await backend.CreateAsync();
        var table = Backend.NewTable();
        foreach (var columns in new[] { "a, b", "b, a", "c, b, a" })
        {
            var typed = string.Join(", ", columns.Split(", ").Select(name => name + " int"));
            var values = string.Join(", ", columns.Split(", ").Select(name => "abc".IndexOf(name, StringComparison.Ordinal) + 1));
            await engine.ExecuteAsync("create table " + table + " (" + typed + ")", Token);
            await engine.ExecuteAsync("insert into " + table + " values (" + values + ")", Token);
            Assert.Equal(new(1, 2), await engine.QueryAsync<Lettered>("select * from " + table, Token).SingleAsync(Token));
            await engine.ExecuteAsync("drop table " + table, Token);
        }
    }

    /// <summary>Restates one(), one_or_none(), first(), scalars() and partitions() of SQLAlchemy's results: .NET has them for every sequence.</summary>
    [Fact]
    public async Task One_row_the_first_and_portions()
    {
        await using var engine = await backend.CreateAsync();

        Assert.Equal(2, await engine.QueryAsync<Film>(Films, Token).CountAsync(Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() => engine.QueryAsync<Film>(Films, Token).SingleAsync(Token).AsTask());
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            engine.QueryAsync<Film>($"select * from ({Sql.Sql.Raw(Films)}) f where film_id = 3", Token).SingleAsync(Token).AsTask()
        );
        Assert.Null(
            await engine.QueryAsync<Film>($"select * from ({Sql.Sql.Raw(Films)}) f where film_id = 3", Token).SingleOrDefaultAsync(Token)
        );
        Assert.Equal(1, (await engine.QueryAsync<Film>(Films, Token).FirstAsync(Token)).FilmId);
        var portions = await engine.QueryAsync<int>(backend.Numbers(7), Token).Chunk(3).ToListAsync(Token);
        Assert.Equal([3, 3, 1], portions.Select(portion => portion.Length));
    }

    [Fact]
    public async Task Rows_fill_records_classes_and_tuples()
    {
        await using var engine = await backend.CreateAsync();

        Assert.Equal(
            [new Film(1, "Alpha", 4.5), new Film(2, "Beta", null)],
            await engine.QueryAsync<Film>(Films, Token).ToListAsync(Token)
        );
        Assert.Equal(["Alpha", "Beta"], await engine.QueryAsync<Mutable>(Films, Token).Select(film => film.Title).ToListAsync(Token));
        Assert.Equal((1, "Alpha"), await engine.QueryAsync<(int, string)>(Films, Token).FirstAsync(Token));
        Assert.Equal([1, 2], await engine.QueryAsync<int>(Films, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task A_null_that_does_not_fit_is_an_error_that_names_the_column()
    {
        await using var engine = await backend.CreateAsync();

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select null as unknown_value", Token));

        Assert.Equal((ErrorStage.Result, ErrorKind.Data), (exception.Stage, exception.Kind));
        Assert.Contains("\"unknown_value\"", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_empty_result_has_columns()
    {
        await using var engine = await backend.CreateAsync();

        await using var result = await engine.ReadTextAsync("select 1 as a, 'x' as b where 1 = 0", null, Token);

        Assert.Equal(["a", "b"], result.Columns.Select(column => column.Name));
        Assert.False(await result.ReadAsync(Token));
        Assert.False(await result.NextResultAsync(Token));
        Assert.Equal(0, await engine.ScalarAsync<int>("select 1 where 1 = 0", Token));
        Assert.Empty(
            await engine
                .QueryAsync<Film>("select * from (" + Films.Replace(" order by film_id", "") + ") f where film_id > 2", Token)
                .ToListAsync(Token)
        );
    }

    [Fact]
    public async Task Many_tasks_share_an_engine()
    {
        await using var engine = await backend.CreateAsync(new() { PoolSize = 4, PoolOverflow = 0 });

        var sums = await Task.WhenAll(Enumerable.Range(0, 40).Select(number => engine.ScalarAsync<int>($"select {number} + {1}", Token)));

        Assert.Equal(Enumerable.Range(1, 40), sums);
    }

    [Fact]
    public async Task Without_a_pool_everything_works_as_well()
    {
        await using var engine = await backend.CreateAsync(new() { Pooling = false });

        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
        Assert.Equal(2, await engine.ScalarAsync<int>("select 2", Token));
    }

    [Fact]
    public async Task Values_stay_after_the_reading_went_on()
    {
        await using var engine = await backend.CreateAsync();

        var rows = await engine.QueryAsync(backend.Numbers(1000), Token).ToListAsync(Token);

        Assert.Equal(Enumerable.Range(1, 1000), rows.Select(row => row.Get<int>("n")));
        Assert.All(rows, row => Assert.Equal(100, row.Get<string>("filler").Length));
    }
}
