using Dialtone.Errors;

namespace Dialtone.Tests.Dialects.Sqlite;

/// <summary>A database in memory belongs to its engine.</summary>
public sealed class SqliteMemoryTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("sqlite://")]
    [InlineData("sqlite:///:memory:")]
    public async Task Every_connection_of_the_engine_sees_it(string target)
    {
        await using var engine = Engine.Create(target);
        await engine.ExecuteAsync("create table t (a)", Token);
        await using var first = await engine.ConnectAsync(Token);
        await using var second = await engine.ConnectAsync(Token);

        await first.ExecuteAsync("insert into t values (1)", Token);

        Assert.Equal(1, await second.ScalarAsync<int>("select count(*) from t", Token));
        Assert.Equal(1, await engine.ScalarAsync<int>("select count(*) from t", Token));
    }

    [Fact]
    public async Task Another_engine_has_another_one()
    {
        await using var engine = Engine.Create("sqlite://");
        await using var other = Engine.Create("sqlite://");
        await engine.ExecuteAsync("create table t (a)", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => other.ScalarAsync<int>("select count(*) from t", Token));

        Assert.Equal((ErrorKind.Statement, "42P01"), (exception.Kind, exception.SqlState));
    }

    [Fact]
    public async Task It_outlives_its_connections()
    {
        await using var engine = Engine.Create("sqlite://", null, new() { Pooling = false });
        await using (var connection = await engine.ConnectAsync(Token))
        {
            await connection.ExecuteAsync("create table t (a)", Token);
        }

        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*) from t", Token));
    }

    [Fact]
    public async Task A_reader_does_not_see_what_is_not_committed()
    {
        await using var engine = Engine.Create("sqlite://?timeout=0.2");
        await engine.ExecuteAsync("create table t (a)", Token);
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into t values (1)", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select count(*) from t", Token));

        Assert.Equal(ErrorKind.Timeout, exception.Kind);
        await transaction.CommitAsync(Token);
        Assert.Equal(1, await engine.ScalarAsync<int>("select count(*) from t", Token));
    }
}
