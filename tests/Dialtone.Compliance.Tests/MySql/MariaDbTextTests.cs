using System.Globalization;
using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;
using Dialtone.Results;
using Dialtone.Servers;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>Texts against what MariaDB's own client prints.</summary>
public sealed class MariaDbTextTests(TestServers servers)
{
    const string Columns =
        "a tinyint(1), b smallint unsigned, c mediumint, d bigint unsigned, e decimal(10,2), f decimal(65,30), g float, h double, "
        + "i double(10,2), j float(7,3), k date, l datetime, m datetime(3), n datetime(6), o time, p time(6), q timestamp(2) null, r year, "
        + "s char(5), t varchar(20), u longtext, v enum('x','y'), w set('x','y'), x json, y uuid, z inet6";

    const string Rows = """
        (1, 65535, -8388608, 18446744073709551615, 1.5, 12345678901234567890123456789012345.123456789012345678901234567890, 0.1, 0.1, 1.5, 1.5,
         '2024-02-29', '2024-02-29 12:34:56', '2024-02-29 12:34:56.789', '2024-02-29 12:34:56.000001', '838:59:59', '-838:59:59.000001',
         '2024-02-29 12:34:56.78', 2024, 'ab', 'it''s', 'ü漢🎬', 'x', 'x,y', '{"a": [1, 2]}', '123e4567-e89b-12d3-a456-426655440000', '::1'),
        (-128, 0, 0, 0, -0.01, -0.000000000000000000000000000001, -1e20, -1.7976931348623157e308, -0.01, 1234.567,
         '1000-01-01', '9999-12-31 23:59:59', '1970-01-01 00:00:00', '1970-01-01 00:00:00', '-00:00:01', '00:00:00.5',
         '1970-01-02 00:00:00', 1901, '', '', '', 'y', '', 'null', '00000000-0000-0000-0000-000000000000', '1.2.3.4'),
        (0, 1, 1, 1, 0, 0, 0, 0, 0, 0,
         '0000-00-00', '0000-00-00 00:00:00', '0000-00-00 00:00:00.000', '2024-00-00 01:02:03.000004', '00:00:00', '00:00:00',
         '0000-00-00 00:00:00', 0, null, null, null, null, null, null, null, null)
        """;

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Every_type_is_written_as_the_client_writes_it(bool textOnly)
    {
        await using var engine = await new MariaDbBackend(servers).CreateAsync(new() { TextOnly = textOnly });
        var server = await servers.MariaDbAsync();
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (" + Columns + ")", Token);
        await engine.ExecuteAsync("set sql_mode = ''; insert into " + table + " values " + Rows.Replace(":", "\\:"), Token);

        var expected = (await server.ExecuteAsync($"set names utf8mb4; select * from dialtone.{table}", Token)).Split('\n').Select(line => line.Split('\t')).ToArray();
        await using var result = await engine.ReadTextAsync("select * from " + table, null, Token);

        foreach (var row in expected)
        {
            Assert.True(await result.ReadAsync(Token));
            Assert.Equal(row, result.Columns.Select(column => result.GetText(column.Ordinal) ?? "NULL"));
        }

        Assert.False(await result.ReadAsync(Token));
    }

    [Fact]
    public async Task Numbers_have_the_clients_digits()
    {
        await using var engine = await new MariaDbBackend(servers).CreateAsync();
        var server = await servers.MariaDbAsync();
        var random = new Random(20240229);
        var numbers = Enumerable
            .Range(0, 2000)
            .Select(index =>
                index % 3 == 0
                    ? BitConverter.Int64BitsToDouble(random.NextInt64())
                    : (random.NextDouble() - 0.5) * Math.Pow(10, random.Next(-20, 20))
            )
            .Where(double.IsFinite)
            .Select(Literal)
            .Chunk(100);

        foreach (var chunk in numbers)
        {
            var sql = $"select {string.Join(", ", chunk)}";
            var expected = (await server.ExecuteAsync(sql, Token)).Split('\t');
            await using var result = await engine.ReadTextAsync(sql, null, Token);
            Assert.True(await result.ReadAsync(Token));
            Assert.Equal(expected, Enumerable.Range(0, expected.Length).Select(result.GetText));
        }

        static string Literal(double number)
        {
            var text = number.ToString("R", CultureInfo.InvariantCulture);
            return text.Contains('E', StringComparison.Ordinal) ? text : text + "e0";
        }
    }

    [Fact]
    public async Task Bytes_are_hexadecimal_literals()
    {
        await using var engine = await new MariaDbBackend(servers).CreateAsync();

        await using var result = await engine.ReadTextAsync(
            "select x'00ff27', b'101', cast(5 as binary(2)), x'', point(0, 0), cast('{}' as binary)",
            null,
            Token
        );

        Assert.True(await result.ReadAsync(Token));
        Assert.Equal("0x00FF27", result.GetText(0));
        Assert.Equal("0x3500", result.GetText(2));
        Assert.Equal("", result.GetText(3));
        Assert.StartsWith("0x0000000001", result.GetText(4), StringComparison.Ordinal);
        Assert.All(result.Columns, column => Assert.Equal(ColumnKind.Binary, column.Kind));
    }

    [Fact]
    public async Task A_date_that_no_type_of_dotnet_holds_is_an_error_that_says_what_to_do()
    {
        await using var engine = await new MariaDbBackend(servers).CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var table = Backend.NewTable();
        await connection.ExecuteAsync("set sql_mode = ''; create table " + table + " (a date); insert into " + table + " values ('0000-00-00')", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => connection.ScalarAsync<DateOnly>("select a from " + table, Token));

        Assert.Equal((ErrorStage.Result, ErrorKind.Data), (exception.Stage, exception.Kind));
        Assert.Contains("cast it to char", exception.Message, StringComparison.Ordinal);
        Assert.Equal("0000-00-00", await connection.ScalarAsync<string>("select cast(a as char) from " + table, Token));
    }
}
