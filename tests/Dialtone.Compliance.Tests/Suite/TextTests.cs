using Dialtone.Compliance.Tests.Backends;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Results as text.</summary>
public abstract class TextTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Values_are_written_as_the_server_writes_them(bool textOnly)
    {
        await using var engine = await backend.CreateAsync(new() { TextOnly = textOnly });

        await using var result = await engine.ReadTextAsync(
            "select 42 as a, 'it''s' as b, null as c, 1.50 as d, -9223372036854775807 as e, '' as f",
            null,
            Token
        );

        Assert.True(await result.ReadAsync(Token));
        Assert.Equal("42", result.GetText(0));
        Assert.Equal("it's", result.GetText(1));
        Assert.Null(result.GetText(2));
        Assert.StartsWith("1.5", result.GetText(3), StringComparison.Ordinal);
        Assert.Equal("-9223372036854775807", result.GetText(4));
        Assert.Equal("", result.GetText(5));
        Assert.False(await result.ReadAsync(Token));
    }

    [Fact]
    public async Task Binds_work_as_well()
    {
        await using var engine = await backend.CreateAsync(new() { TextOnly = true });

        await using var result = await engine.ReadTextAsync("select :a as a", new Binds { ["a"] = "text" }, Token);

        Assert.True(await result.ReadAsync(Token));
        Assert.Equal("text", result.GetText(0));
    }

    [Fact]
    public async Task Each_result_of_a_script_comes_with_its_columns()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);

        await using var result = await connection.ReadTextAsync("select 1 as a; select 'x' as b, 'y' as c", null, Token);

        Assert.Equal(["a"], result.Columns.Select(column => column.Name));
        Assert.True(await result.ReadAsync(Token));
        Assert.True(await result.NextResultAsync(Token));
        Assert.Equal(["b", "c"], result.Columns.Select(column => column.Name));
        Assert.True(await result.ReadAsync(Token));
        Assert.Equal("y", result.GetText(1));
        Assert.False(await result.NextResultAsync(Token));
    }

    /// <summary>What is read as text and written as a literal is the same value again.</summary>
    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 0, 39, 92, 255 })]
    [InlineData(new byte[] { (byte)'0', (byte)'x', (byte)'4', (byte)'1' })]
    public async Task Literals_of_binary_values(byte[] bytes)
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var table = Backend.NewTable();
        await connection.ExecuteAsync($"create table {Sql.Sql.Identifier(table)} (a {Sql.Sql.Raw(backend.Types[typeof(byte[])])})", Token);
        await connection.ExecuteAsync($"insert into {Sql.Sql.Identifier(table)} values ({bytes})", Token);
        string literal;
        await using (var result = await connection.ReadTextAsync("select a from " + table, null, Token))
        {
            Assert.True(await result.ReadAsync(Token));
            literal = engine.QuoteLiteral(result.GetText(0)!, result.Columns[0].Kind);
        }

        await connection.ExecuteAsync($"delete from {Sql.Sql.Identifier(table)}", Token);
        await connection.ExecuteAsync("insert into " + table + " values (" + literal + ")", Token);

        Assert.Equal(bytes, await connection.ScalarAsync<byte[]>("select a from " + table, Token));
    }

    [Fact]
    public async Task Changed_rows_are_counted()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var table = Backend.NewTable();
        await connection.ExecuteAsync("create table " + table + " (a int)", Token);

        Assert.Equal(3, await connection.ExecuteAsync("insert into " + table + " values (1), (2), (3)", Token));
        Assert.Equal(2, await connection.ExecuteAsync("update " + table + " set a = a where a > 1", Token));
        Assert.Equal(-1, await connection.ExecuteAsync("select * from " + table, Token));
        await using var result = await connection.ReadTextAsync("delete from " + table, null, Token);
        Assert.Empty(result.Columns);
        Assert.False(await result.NextResultAsync(Token));
        Assert.Equal(3, result.RowsAffected);
    }
}
