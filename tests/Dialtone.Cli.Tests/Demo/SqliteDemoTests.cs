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

    [Fact]
    public async Task Both_shops_are_the_same()
    {
        DemoProgram.NeedPostgres();
        string[] queries =
        [
            "select id, name, original_name, synopsis, rating, minutes, release_year from film order by id",
            "select id, given_name, family_name, full_name, email, note from customer order by id",
            "select id, street, addition, postcode from address order by id",
            "select rental_id, customer, film, store from open_rental order by rental_id",
            "select * from film_overview order by id",
            "select customer_id, film_id, stars, body from review order by 1, 2",
            "select count(*) as payments, sum(rental_id) as rentals, cast(sum(amount * 100) as integer) as cents from payment",
        ];
        string[] arguments = [.. queries.SelectMany(query => new[] { "--run", query })];

        var postgres = await demo.RunAsync(arguments);
        var sqlite = await demo.CommandWithoutPostgres(arguments).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(0, postgres.ExitCode);
        Assert.Equal(Result(postgres.Output), Result(sqlite.Output));
        Assert.InRange(Result(sqlite.Output).Count(), 2_000, 5_000);
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
