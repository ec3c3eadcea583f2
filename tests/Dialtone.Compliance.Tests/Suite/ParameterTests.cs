using System.Globalization;
using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Values go in as parameters and come out as they were.</summary>
public abstract class ParameterTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public Task Booleans() => RoundTripAsync(true, false);

    [Fact]
    public Task Integers() => RoundTripAsync(0, -1, int.MaxValue, int.MinValue);

    [Fact]
    public Task Long_integers() => RoundTripAsync(0L, long.MaxValue, long.MinValue);

    [Fact]
    public Task Real_numbers() => RoundTripAsync(0.0, 0.1, -1.5e-300, 1.7976931348623157e308, 123456789.123456789);

    [Fact]
    public Task Decimals() => RoundTripAsync(0m, 0.1m, -12345678.87654321m, 99999999999999999999.99999999m, 1.50m);

    [Fact]
    public Task Texts() =>
        RoundTripAsync(
            "",
            " ",
            "it's",
            "back\\slash",
            "\"quoted\"",
            "line\r\nline",
            "tab\t",
            "ümläut 漢字 🎬",
            ":name @name $1 ?",
            "-- /* %_",
            new string('x', 70_000)
        );

    [Fact]
    public Task Bytes() =>
        RoundTripAsync<byte[]>([], [0], [0, 255, 39, 92, 10], [.. Enumerable.Range(0, 256).Select(value => (byte)value)]);

    [Fact]
    public Task Dates() => RoundTripAsync(new DateOnly(2024, 2, 29), new(1970, 1, 1), new(9999, 12, 31));

    [Fact]
    public Task Times() =>
        RoundTripAsync(new TimeOnly(0, 0), new(23, 59, 59), new TimeOnly(1, 2, 3).Add(TimeSpan.FromMicroseconds(456_789)));

    [Fact]
    public Task Moments() =>
        RoundTripAsync(new DateTime(2024, 2, 29, 12, 34, 56), new(1970, 1, 1), new DateTime(2024, 1, 2, 3, 4, 5).AddMicroseconds(678_901));

    [Fact]
    public Task Guids() => RoundTripAsync(Guid.Empty, Guid.Parse("0123ABCD-4567-89ab-cdef-0123456789ab"));

    [Fact]
    public async Task Null_is_null_for_every_type()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        foreach (var type in backend.Types.Values.Distinct())
        {
            var table = Backend.NewTable();
            await connection.ExecuteAsync($"create table " + table + $" (v " + type + ")", Token);

            await connection.ExecuteAsync("insert into " + table + " values (:v)", new Binds { ["v"] = null }, Token);

            Assert.Null((await connection.QueryAsync("select v from " + table, Token).SingleAsync(Token))["v"]);
            await connection.ExecuteAsync("drop table " + table, Token);
        }
    }

    [Fact]
    public async Task A_bind_that_is_used_twice_is_given_once()
    {
        await using var engine = await backend.CreateAsync();

        var row = await engine
            .QueryAsync("select :a as a, :b as b, :a as c", new Binds { ["a"] = "x", ["b"] = "y" }, Token)
            .SingleAsync(Token);

        Assert.Equal(["x", "y", "x"], row.Select(value => (string)value!));
    }

    [Fact]
    public async Task A_list_fills_an_in()
    {
        await using var engine = await backend.CreateAsync();
        int[] wanted = [2, 3, 5, 70];
        var sql = "select n from (" + backend.Numbers(10) + ") r where n in :wanted order by n";

        Assert.Equal([2, 3, 5], await engine.QueryAsync<int>(sql, new Binds { ["wanted"] = wanted }, Token).ToListAsync(Token));
        Assert.Empty(await engine.QueryAsync<int>(sql, new Binds { ["wanted"] = Array.Empty<int>() }, Token).ToListAsync(Token));
    }

    [Fact]
    public async Task Interpolated_values_never_become_part_of_the_statement()
    {
        await using var engine = await backend.CreateAsync();
        var hostile = "x' or 1=1; drop table film; -- \\' \" ` $$";

        Assert.Equal(hostile, await engine.ScalarAsync<string>($"select {hostile}", Token));
    }

    [Fact]
    public async Task A_missing_value_is_named()
    {
        await using var engine = await backend.CreateAsync();

        var exception = await Assert.ThrowsAsync<DatabaseException>(() =>
            engine.ScalarAsync<int>("select :first + :second", new Binds { ["first"] = 1 }, Token)
        );

        Assert.Equal(ErrorKind.Usage, exception.Kind);
        Assert.Contains("second", exception.Message, StringComparison.Ordinal);
    }

    async Task RoundTripAsync<T>(params T[] values)
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var table = Backend.NewTable();
        await connection.ExecuteAsync("create table " + table + " (id int, v " + backend.Types[typeof(T)] + ")", Token);
        foreach (var (id, value) in values.Index())
        {
            await connection.ExecuteAsync(
                "insert into " + table + " (id, v) values (:id, :v)",
                new Binds { ["id"] = id, ["v"] = value },
                Token
            );
        }

        foreach (var (id, value) in values.Index())
        {
            var binds = new Binds { ["id"] = id };
            Assert.Equal(value, await connection.ScalarAsync<T>("select v from " + table + " where id = :id", binds, Token));
            binds["v"] = value;
            Assert.True(
                await connection.ScalarAsync<int>("select count(*) from " + table + " where id = :id and v = :v", binds, Token) == 1,
                string.Create(CultureInfo.InvariantCulture, $"{value} is not found again")
            );
        }

        await connection.ExecuteAsync("drop table " + table, Token);
    }
}
