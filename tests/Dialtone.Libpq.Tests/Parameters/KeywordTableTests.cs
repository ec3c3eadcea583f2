using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Parameters;

namespace Dialtone.Libpq.Tests.Parameters;

public sealed class KeywordTableTests
{
    // libpq fills this one in later, and its table does not know.
    const string LateDefault = "sslcertmode";

    // The libpq 18 at hand was built without GSSAPI; one that was built with it, as Debian's, has this default.
    const string BuiltIn = "gssencmode";

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
            var expected = row.Keyword switch
            {
                LateDefault => "allow",
                BuiltIn => "prefer",
                _ => row.Compiled,
            };
            Assert.Equal(expected, ours.DefaultValue);
            Assert.True(ours.IsSecret || !row.IsHidden, row.Keyword);
        }
    }
}
