using Dialtone.Errors;
using Dialtone.Results;

namespace Dialtone.Tests.Dialects.Sqlite;

/// <summary>Scripts, values and texts as SQLite has them.</summary>
public sealed class SqliteStatementTests
{
    enum Rating
    {
        General = 1,
        Adult = 18,
    }

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task After_a_failure_in_the_middle_of_a_result_the_rest_of_the_script_does_not_run()
    {
        await using var engine = Engine.Create("sqlite://");
        await using var connection = await engine.ConnectAsync(Token);
        await connection.ExecuteAsync("create table t (a)", Token);

        await Assert.ThrowsAsync<DatabaseException>(async () =>
            await connection
                .QueryAsync(
                    "select abs(case n when 1 then 1 else -9223372036854775808 end) from (select 1 as n union all select 2); insert into t values (1)",
                    Token
                )
                .ToListAsync(Token)
        );

        Assert.Equal(0, await connection.ScalarAsync<int>("select count(*) from t", Token));
        Assert.Equal(1, await connection.ExecuteAsync("insert into t values (1)", Token));
    }

    [Fact]
    public async Task After_a_cancelled_statement_the_rest_of_the_script_does_not_run()
    {
        await using var engine = Engine.Create("sqlite://");
        await using var connection = await engine.ConnectAsync(Token);
        await connection.ExecuteAsync("create table t (a)", Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in connection.QueryAsync("select 1 union all select 2; insert into t values (1)", source.Token))
            {
                await source.CancelAsync();
            }
        });

        Assert.Equal(0, await connection.ScalarAsync<int>("select count(*) from t", Token));
    }

    [Fact]
    public async Task A_statement_that_rolls_the_transaction_back_ends_it()
    {
        await using var engine = Engine.Create("sqlite://");
        await engine.ExecuteAsync("create table t (a unique)", Token);
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into t values (1)", Token);

        await Assert.ThrowsAsync<DatabaseException>(() => transaction.ExecuteAsync("insert or rollback into t values (1)", Token));

        await Assert.ThrowsAsync<DatabaseException>(() => transaction.ExecuteAsync("insert into t values (2)", Token));
        await Assert.ThrowsAsync<DatabaseException>(() => transaction.CommitAsync(Token));
        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*) from t", Token));
    }

    [Fact]
    public async Task A_parameter_without_a_value_is_an_error()
    {
        await using var engine = Engine.Create("sqlite://");

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select ?", Token));

        Assert.Equal((ErrorStage.Statement, ErrorKind.Statement), (exception.Stage, exception.Kind));
        Assert.Contains("parameter", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Texts_are_those_of_the_shell_and_bytes_are_literals()
    {
        await using var engine = Engine.Create("sqlite://");

        await using var result = await engine.ReadTextAsync(
            "select 1, 1.0, 0.1, 1e100, 9e999, -9e999, 'x', x'00ff', x'', cast(x'610062' as text), true, date('2024-02-29')",
            null,
            Token
        );

        Assert.True(await result.ReadAsync(Token));
        Assert.Equal(
            ["1", "1.0", "0.1", "1.0e+100", "Inf", "-Inf", "x", "X'00FF'", "X''", "a\0b", "1", "2024-02-29"],
            Enumerable.Range(0, result.Columns.Count).Select(result.GetText)
        );
    }

    [Theory]
    [InlineData("integer", "1", ColumnKind.Number)]
    [InlineData("integer", "'text'", ColumnKind.Text)]
    [InlineData("integer", "null", ColumnKind.Number)]
    [InlineData("integer", "x'00'", ColumnKind.Binary)]
    [InlineData("varchar(10)", "'1'", ColumnKind.Text)]
    [InlineData("varchar(10)", "null", ColumnKind.Text)]
    [InlineData("boolean", "true", ColumnKind.Number)]
    [InlineData("datetime", "'2024-01-01 00:00:00'", ColumnKind.Temporal)]
    [InlineData("datetime", "1704067200", ColumnKind.Number)]
    [InlineData("date", "null", ColumnKind.Temporal)]
    [InlineData("json", "'{}'", ColumnKind.Json)]
    [InlineData("blob", "null", ColumnKind.Binary)]
    [InlineData("double precision", "null", ColumnKind.Number)]
    [InlineData("decimal(10,2)", "1.5", ColumnKind.Number)]
    [InlineData("", "'x'", ColumnKind.Text)]
    public async Task The_kind_is_the_declared_one_unless_the_value_is_another(string type, string value, ColumnKind kind)
    {
        await using var engine = Engine.Create("sqlite://");
        await engine.ExecuteAsync("create table t (a " + type + ")", Token);
        await engine.ExecuteAsync("insert into t values (" + value + ")", Token);

        await using var result = await engine.ReadTextAsync("select a from t", null, Token);

        Assert.Equal(kind, result.Columns[0].Kind);
    }

    [Fact]
    public async Task Values_are_stored_in_the_types_that_sort_and_compare()
    {
        await using var engine = Engine.Create("sqlite://");

        Assert.Equal("real", await engine.ScalarAsync<string>($"select typeof({12.34m})", Token));
        Assert.Equal(1, await engine.ScalarAsync<int>($"select 10 + 5 > {12.34m}", Token));
        Assert.Equal("text", await engine.ScalarAsync<string>($"select typeof({1234567890.1234567890m})", Token));
        Assert.Equal("2024-02-29 12:34:56", await engine.ScalarAsync<string>($"select {new DateTime(2024, 2, 29, 12, 34, 56)}", Token));
        Assert.Equal("2024-02-29", await engine.ScalarAsync<string>($"select {new DateOnly(2024, 2, 29)}", Token));
        Assert.Equal("12:34:56", await engine.ScalarAsync<string>($"select {new TimeOnly(12, 34, 56)}", Token));
        Assert.Equal(
            "2024-02-29 12:34:56+02:00",
            await engine.ScalarAsync<string>($"select {new DateTimeOffset(2024, 2, 29, 12, 34, 56, TimeSpan.FromHours(2))}", Token)
        );
        Assert.Equal(18, await engine.ScalarAsync<int>($"select {Rating.Adult}", Token));
        Assert.Equal(Rating.Adult, await engine.ScalarAsync<Rating>("select 18", Token));
        Assert.Equal(1, await engine.ScalarAsync<int>($"select {true}", Token));
        var withNul = "a\0b";
        Assert.Equal(3, await engine.ScalarAsync<int>($"select length(cast({withNul} as blob))", Token));
        Assert.Equal(withNul, await engine.ScalarAsync<string>($"select {withNul}", Token));
    }

    [Theory]
    [InlineData(ulong.MaxValue)]
    [InlineData(double.NaN)]
    [InlineData(float.NaN)]
    public async Task A_value_that_would_change_is_refused(object value)
    {
        await using var engine = Engine.Create("sqlite://");

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<string>($"select {value}", Token));

        Assert.Equal((ErrorKind.Data, "22003"), (exception.Kind, exception.SqlState));
    }

    [Theory]
    [InlineData("it's")]
    [InlineData("")]
    [InlineData("back\\slash and \"quotes\"")]
    public async Task Literals_mean_their_text(string text)
    {
        await using var engine = Engine.Create("sqlite://");

        Assert.Equal(text, await engine.ScalarAsync<string>("select " + engine.QuoteLiteral(text), Token));
        Assert.Throws<ArgumentException>(() => engine.QuoteLiteral("a\0b"));
    }
}
