using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Parameters;

namespace Dialtone.Libpq.Tests.Parameters;

public sealed class KeywordTableTests
{
    // libpq fills this one in later, and its table does not know.
    const string LateDefault = "sslcertmode";

    [Fact]
    public void The_keyword_table_is_libpqs()
    {
        var libpq = LibpqParser.Require().Keywords();
        Assert.Equal(
            libpq.Select(row => (row.Keyword, row.Environment)).Order(),
            PostgresKeywords.Table.Rows.Select(row => (row.Keyword, row.EnvironmentName)).Order()
        );
        foreach (var row in libpq)
        {
            var ours = PostgresKeywords.Table[row.Keyword];
            Assert.Equal(row.Keyword == LateDefault ? "allow" : row.Compiled, ours.DefaultValue);
            Assert.True(ours.IsSecret || !row.IsHidden, row.Keyword);
        }
    }
}
