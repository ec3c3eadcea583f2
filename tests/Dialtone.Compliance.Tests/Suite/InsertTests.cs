using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Restates SQLAlchemy's insert tests: bulk insert, keys in the order of the rows, values of each type, and upsert.</summary>
public abstract class InsertTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    sealed record Person(int Id, string? FullName);

    sealed record Named(string FullName);

    sealed record Stranger(int Id, string Shoe);

    sealed record Typed(
        bool Flag,
        int Small,
        long? Big,
        double Ratio,
        decimal Price,
        string Name,
        byte[] Data,
        DateOnly Day,
        DateTime Moment,
        Guid Code
    );

    sealed record Key(long Id);

    async Task<(Engine Engine, string Table)> CreateAsync(string columns, EngineOptions? options = null)
    {
        var engine = await backend.CreateAsync(options);
        var table = Backend.NewTable();
        await engine.ExecuteAsync($"create table {Sql.Sql.Identifier(table)} ({Sql.Sql.Raw(columns)})", Token);
        return (engine, table);
    }

    const string People = "id int primary key, full_name varchar(100)";

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2500)]
    public async Task Rows_arrive_in_their_number_and_with_their_values(int count)
    {
        var (engine, table) = await CreateAsync(People);
        await using var owned = engine;
        var people = Enumerable.Range(1, count).Select(n => new Person(n, n % 3 == 0 ? null : $"it's '{n}' \\ ünï")).ToList();

        Assert.Equal(count, await engine.InsertAsync(table, people, cancellationToken: Token));

        Assert.Equal(people, await engine.QueryAsync<Person>("select * from " + table + " order by id", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Rows_that_must_be_waited_for_and_progress()
    {
        var (engine, table) = await CreateAsync(People);
        await using var owned = engine;
        var progress = new Reports();

        await engine.InsertAsync(table, ComeAsync(), new() { Progress = progress }, Token);

        Assert.Equal(25_000, progress.Seen[^1]);
        Assert.True(progress.Seen.Count >= 3);
        Assert.Equal(progress.Seen.Order(), progress.Seen);
        Assert.Equal(25_000, await engine.ScalarAsync<int>("select count(*) from " + table, Token));

        static async IAsyncEnumerable<Person> ComeAsync()
        {
            for (var n = 1; n <= 25_000; n++)
            {
                if (n % 1000 == 0)
                {
                    await Task.Yield();
                }

                yield return new(n, "x");
            }
        }
    }

    [Fact]
    public async Task Values_of_every_type()
    {
        string Of(Type type) => backend.Types[type];
        var (engine, table) = await CreateAsync(
            $"flag {Of(typeof(bool))}, small {Of(typeof(int))}, big {Of(typeof(long))}, ratio {Of(typeof(double))}, price {Of(typeof(decimal))}, "
                + $"name {Of(typeof(string))}, data {Of(typeof(byte[]))}, day {Of(typeof(DateOnly))}, moment {Of(typeof(DateTime))}, "
                + $"code {Of(typeof(Guid))}"
        );
        await using var owned = engine;
        Typed[] rows =
        [
            new(
                true,
                int.MaxValue,
                long.MinValue,
                1.5e300,
                12345.6789m,
                "",
                [],
                new(1999, 12, 31),
                new(2024, 2, 29, 23, 59, 58),
                Guid.NewGuid()
            ),
            new(false, -1, null, -0.25, -0.00000001m, "日本 😀", [0, 255], new(2100, 1, 1), new(1970, 1, 1), Guid.Empty),
            new(true, 0, 0, 0, 0m, "a\tb\nc", [1], new(2000, 1, 1), new(2000, 1, 1), Guid.NewGuid()),
            new(true, 0, 0, 0, 99999999999999999999.99m, "x", [1], new(2000, 1, 1), new(2000, 1, 1), Guid.NewGuid()),
        ];

        await engine.InsertAsync(table, rows, cancellationToken: Token);

        var read = await engine.QueryAsync<Typed>("select * from " + table, Token).ToListAsync(Token);
        Assert.Equal(rows.Select(row => row with { Data = [] }), read.Select(row => row with { Data = [] }));
        Assert.Equal(rows.Select(row => row.Data), read.Select(row => row.Data));
    }

    [Fact]
    public async Task All_or_nothing()
    {
        var (engine, table) = await CreateAsync(People);
        await using var owned = engine;
        await engine.ExecuteAsync("insert into " + table + " values (2400, 'before')", Token);
        var people = Enumerable.Range(1, 2500).Select(n => new Person(n, "x"));

        var failure = await Assert.ThrowsAsync<DatabaseException>(() => engine.InsertAsync(table, people, cancellationToken: Token));

        Assert.Equal(ErrorKind.Integrity, failure.Kind);
        Assert.Equal(1, await engine.ScalarAsync<int>("select count(*) from " + table, Token));
        await Assert.ThrowsAsync<IOException>(() => engine.InsertAsync(table, Breaking(), cancellationToken: Token));
        Assert.Equal(1, await engine.ScalarAsync<int>("select count(*) from " + table, Token));

        static IEnumerable<Person> Breaking()
        {
            for (var n = 1; n < 1500; n++)
            {
                yield return new(n, "x");
            }

            throw new IOException("the file broke, not the server");
        }
    }

    [Fact]
    public async Task Inside_a_transaction_it_can_fail_alone()
    {
        var (engine, table) = await CreateAsync(People);
        await using var owned = engine;
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.InsertAsync(table, [new Person(1, "a")], cancellationToken: Token);

        await Assert.ThrowsAsync<DatabaseException>(() =>
            transaction.InsertAsync(table, [new Person(2, "b"), new Person(1, "again")], cancellationToken: Token)
        );
        await transaction.InsertAsync(table, [new Person(3, "c")], cancellationToken: Token);
        await transaction.CommitAsync(Token);

        Assert.Equal([1, 3], await engine.QueryAsync<int>("select id from " + table + " order by id", Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Keys_come_back_in_the_order_of_the_rows()
    {
        var (engine, table) = await CreateAsync(backend.Identity + ", full_name varchar(100)");
        await using var owned = engine;
        var names = Enumerable.Range(1, 2300).Select(n => new Named($"n{n * 7919 % 2311}")).ToList();

        var keys = await engine.InsertReturningAsync<Named, long>(table, names, "id", cancellationToken: Token);

        var byKey = await engine
            .QueryAsync<(long, string)>("select id, full_name from " + table, Token)
            .ToDictionaryAsync(row => row.Item1, row => row.Item2, cancellationToken: Token);
        Assert.Equal(names.Select(row => row.FullName), keys.Select(key => byKey[key]));
    }

    [Fact]
    public async Task Conflicts_are_passed_over_or_update()
    {
        var (engine, table) = await CreateAsync(People);
        await using var owned = engine;
        await engine.InsertAsync(table, [new Person(1, "old"), new Person(2, "old")], cancellationToken: Token);
        Person[] people = [new(2, "new"), new(3, "new")];

        await engine.InsertAsync(table, people, new() { OnConflict = InsertConflict.Ignore }, Token);
        Assert.Equal("old", await engine.ScalarAsync<string>("select full_name from " + table + " where id = 2", Token));

        await engine.InsertAsync(table, people, new() { OnConflict = InsertConflict.Update, ConflictColumns = ["id"] }, Token);
        Assert.Equal(
            [new(1, "old"), new(2, "new"), new(3, "new")],
            await engine.QueryAsync<Person>("select * from " + table + " order by id", Token).ToListAsync(Token)
        );
        await engine.InsertAsync(
            table,
            [new Key(3), new Key(4)],
            new() { OnConflict = InsertConflict.Update, ConflictColumns = ["id"] },
            Token
        );
        Assert.Equal(4, await engine.ScalarAsync<int>("select count(*) from " + table, Token));
    }

    [Fact]
    public async Task Mistakes_are_named()
    {
        var (engine, table) = await CreateAsync(People);
        await using var owned = engine;

        var stranger = await Assert.ThrowsAsync<DatabaseException>(() =>
            engine.InsertAsync(table, [new Stranger(1, "left")], cancellationToken: Token)
        );
        Assert.Contains("no column for Stranger.Shoe", stranger.Message, StringComparison.Ordinal);
        Assert.Contains("full_name", stranger.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<DatabaseException>(() => engine.InsertAsync("no_such_table", [new Key(1)], cancellationToken: Token));
        await using var reader = engine.With(options => options with { IsReadOnly = true });
        var refusal = await Assert.ThrowsAsync<DatabaseException>(() =>
            reader.InsertAsync(table, [new Person(1, "x")], cancellationToken: Token)
        );
        Assert.Equal(ErrorKind.Permission, refusal.Kind);
        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*) from " + table, Token));
    }

    /// <summary>Restates SQLAlchemy's names that are difficult for tables, columns and parameters.</summary>
    [Theory]
    [InlineData("per % cent")]
    [InlineData("par(ens)")]
    [InlineData("col:ons")]
    [InlineData("more :: %colons%")]
    [InlineData("[BracketsAndCase]")]
    [InlineData("42numbers")]
    [InlineData("has spaces")]
    [InlineData("q?marks")]
    [InlineData("1col:on")]
    [InlineData("/slashes/")]
    [InlineData("dot.s")]
    [InlineData("___name")]
    [InlineData("q\"uotes`")]
    public async Task Difficult_names_of_tables(string name)
    {
        await using var engine = await backend.CreateAsync();
        var table = $"{name}_{Backend.NewTable()}";
        await engine.ExecuteAsync($"create table {Sql.Sql.Identifier(table)} (id int primary key)", Token);
        await engine.InsertAsync(table, [new Key(1)], cancellationToken: Token);
        await engine.InsertAsync(table, [new Key(1)], new() { OnConflict = InsertConflict.Ignore, ConflictColumns = ["id"] }, Token);
        Assert.Equal(1, await engine.ScalarAsync<int>($"select id from {Sql.Sql.Identifier(table)}", Token));
        await engine.ExecuteAsync($"drop table {Sql.Sql.Identifier(table)}", Token);
    }

    [Fact]
    public async Task A_cancelled_insert_leaves_nothing()
    {
        var (engine, table) = await CreateAsync(People);
        await using var owned = engine;
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.InsertAsync(table, Endless(), null, cancelling.Token));

        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*) from " + table, Token));

        IEnumerable<Person> Endless()
        {
            for (var n = 1; ; n++)
            {
                if (n == 30_000)
                {
                    cancelling.Cancel();
                }

                yield return new(n, "some text to fill the buffers with");
            }
        }
    }

    sealed class Reports : IProgress<long>
    {
        public List<long> Seen { get; } = [];

        public void Report(long value) => Seen.Add(value);
    }
}
