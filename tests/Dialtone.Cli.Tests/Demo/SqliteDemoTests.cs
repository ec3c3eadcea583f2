namespace Dialtone.Cli.Tests.Demo;

public sealed class SqliteDemoTests : IDisposable
{
    readonly DemoProgram demo = new();

    public void Dispose() => demo.Dispose();

    [Fact]
    public async Task Without_PostgreSQL_the_same_shop_is_on_SQLite()
    {
        var result = await demo.CommandWithoutPostgres("--run", "select count(*) as films from film")
            .RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, result.ExitCode);
        Assert.Contains(" films \n-------\n   200\n", result.Output, StringComparison.Ordinal);
        Assert.Contains("DIALTONE_POSTGRES=/nowhere names no folder", result.Error, StringComparison.Ordinal);
        Assert.Contains("No PostgreSQL here: the demo runs on SQLite", result.Error, StringComparison.Ordinal);
        demo.AssertGone();
    }

    [Theory]
    [InlineData("select id, name, original_name, synopsis, rating, minutes, release_year from film order by id")]
    [InlineData("select id, given_name, family_name, full_name, email, note from customer order by id")]
    [InlineData("select id, street, addition, postcode from address order by id")]
    [InlineData("select rental_id, customer, film, store from open_rental order by rental_id")]
    [InlineData("select * from film_overview order by id limit 50")]
    [InlineData("select customer_id, film_id, stars, body from review order by 1, 2")]
    [InlineData("select count(*), sum(rental_id), cast(sum(amount * 100) as integer) as cents from payment")]
    public async Task Both_shops_are_the_same(string sql)
    {
        DemoProgram.NeedPostgres();

        var postgres = await demo.RunAsync("--run", sql);
        var sqlite = await demo.CommandWithoutPostgres("--run", sql).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, postgres.ExitCode);
        Assert.Equal(Result(postgres.Output), Result(sqlite.Output));
        Assert.NotEmpty(Result(sqlite.Output));
    }

    [Fact]
    public async Task Failed_statement_ends_with_3()
    {
        var result = await demo.CommandWithoutPostgres("--run", "select * from nowhere").RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, result.ExitCode);
        demo.AssertGone();
    }

    /// <summary>What follows the proof, cell by cell: numbers are aligned differently where a dialect does not know a column's type.</summary>
    static IEnumerable<string[]> Result(string output) =>
        output
            .Split("\n\n", 2)[1]
            .Split('\n')
            .Where(line => !line.Contains("-+-", StringComparison.Ordinal))
            .Select(line => line.Split('|', StringSplitOptions.TrimEntries));
}
