using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class NearestWordTests
{
    [Theory]
    [InlineData("sslmod", "sslmode")]
    [InlineData("slsmode", "sslmode")]
    [InlineData("SSL Mode", "sslmode")]
    [InlineData("ssl-root-cert", "sslrootcert")]
    [InlineData("sslrootcrt", "sslrootcert")]
    [InlineData("Username", "user")]
    [InlineData("targetSessionAttributes", "target_session_attrs")]
    [InlineData("hots", "host")]
    [InlineData("x", null)]
    [InlineData("hunter2", null)]
    [InlineData("", null)]
    [InlineData("!!!", null)]
    public void The_nearest_keyword_is_suggested(string word, string? expected) =>
        Assert.Equal(expected, PostgresKeywords.Table.Suggest(word));

    [Fact]
    public void A_very_long_word_is_not_compared() => Assert.Null(PostgresKeywords.Table.Suggest(new string('s', 1_000_000)));

    [Theory]
    [InlineData("postgresql")]
    [InlineData("mysql")]
    [InlineData("sqlite")]
    public void Every_keyword_is_its_own_nearest(string dialect)
    {
        var table = dialect switch
        {
            "postgresql" => PostgresKeywords.Table,
            "mysql" => MySqlKeywords.Table,
            _ => SqliteKeywords.Table,
        };
        Assert.All(table.Rows, row => Assert.Equal(row.Keyword, table.Suggest(row.Keyword)));
        Assert.Equal(table.Rows.Length, table.Rows.Select(row => row.Keyword).Distinct().Count());
    }
}
