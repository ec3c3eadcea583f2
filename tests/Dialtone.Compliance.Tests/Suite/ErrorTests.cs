using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Failures are told apart in the same way everywhere.</summary>
public abstract class ErrorTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("selec 1", ErrorKind.Statement)]
    [InlineData("select * from no_such_table_anywhere", ErrorKind.Statement)]
    [InlineData("select no_such_column from PARENT", ErrorKind.Statement)]
    [InlineData("insert into PARENT values (1)", ErrorKind.Integrity)]
    [InlineData("insert into PARENT values (null)", ErrorKind.Integrity)]
    [InlineData("insert into CHILD values (99, 1)", ErrorKind.Integrity)]
    [InlineData("insert into CHILD values (1, -1)", ErrorKind.Integrity)]
    [InlineData("delete from PARENT where id = 1", ErrorKind.Integrity)]
    public async Task A_statement_fails_by_kind(string sql, ErrorKind kind)
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var (parent, child) = (Backend.NewTable(), Backend.NewTable());
        await connection.ExecuteAsync("create table " + parent + " (id int not null primary key)", Token);
        await connection.ExecuteAsync(
            "create table " + child + " (parent int, amount int check (amount >= 0), foreign key (parent) references " + parent + " (id))",
            Token
        );
        await connection.ExecuteAsync("insert into " + parent + " values (1)", Token);
        await connection.ExecuteAsync("insert into " + child + " values (1, 1)", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() =>
            connection.ExecuteAsync(sql.Replace("PARENT", parent).Replace("CHILD", child), Token)
        );

        Assert.Equal((ErrorStage.Statement, kind), (exception.Stage, exception.Kind));
        Assert.False(exception.IsTransient);
        Assert.Equal(5, exception.SqlState?.Length);
        Assert.Equal(kind == ErrorKind.Integrity, exception.SqlState!.StartsWith("23", StringComparison.Ordinal));
        Assert.NotNull(exception.Failure.Server);
        Assert.NotNull(exception.InnerException);
        Assert.Equal(1, await connection.ScalarAsync<int>("select 1", Token));
    }

    [Fact]
    public async Task What_follows_a_failure_in_a_script_does_not_run()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var table = Backend.NewTable();
        await connection.ExecuteAsync("create table " + table + " (a int)", Token);

        await Assert.ThrowsAsync<DatabaseException>(() =>
            connection.ExecuteAsync("insert into " + table + " values (1); selec 2; insert into " + table + " values (3)", Token)
        );

        Assert.Equal(0, await connection.ScalarAsync<int>("select count(*) from " + table + " where a = 3", Token));
    }

    [Fact]
    public async Task An_engine_that_was_disposed_opens_nothing()
    {
        var engine = await backend.CreateAsync();
        await engine.ScalarAsync<int>("select 1", Token);
        await engine.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.ScalarAsync<int>("select 1", Token));
    }
}
