using CsCheck;
using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

public sealed class IdentifierTests
{
    [Theory]
    [InlineData("film", "film", "film", "film")]
    [InlineData("Film", "\"Film\"", "Film", "Film")]
    [InlineData("my film", "\"my film\"", "`my film`", "\"my film\"")]
    [InlineData("a\"b`c", "\"a\"\"b`c\"", "`a\"b``c`", "\"a\"\"b`c\"")]
    [InlineData("1a", "\"1a\"", "`1a`", "\"1a\"")]
    [InlineData("naïve", "\"naïve\"", "`naïve`", "\"naïve\"")]
    [InlineData("select", "\"select\"", "`select`", "\"select\"")]
    [InlineData("SELECT", "\"SELECT\"", "`SELECT`", "\"SELECT\"")]
    [InlineData("user", "\"user\"", "user", "user")]
    [InlineData("rank", "rank", "`rank`", "rank")]
    [InlineData("glob", "glob", "glob", "\"glob\"")]
    [InlineData("all analyse", "\"all analyse\"", "`all analyse`", "\"all analyse\"")]
    public void Quotes_only_if_needed(string name, string postgreSql, string mySql, string sqlite)
    {
        Assert.Equal(postgreSql, Identifier.QuoteIfNeeded(name, SqlSyntax.PostgreSql));
        Assert.Equal(mySql, Identifier.QuoteIfNeeded(name, SqlSyntax.MySql));
        Assert.Equal(sqlite, Identifier.QuoteIfNeeded(name, SqlSyntax.Sqlite));
    }

    /// <summary>Whatever a name holds, the server reads one identifier, and it is that name.</summary>
    [Fact]
    public void A_quoted_name_is_one_token_and_reads_back() =>
        Gen.Select(
                Gen.OneOf(SqlSyntax.PostgreSql, SqlSyntax.MySql, SqlSyntax.Sqlite),
                Gen.OneOf(Gen.String, SqlTexts.Any.Select(script => script.Text))
            )
            .Where((_, name) => name.Length > 0 && !name.Contains('\0'))
            .Sample(
                (syntax, name) =>
                {
                    var quoted = Identifier.Quote(name, syntax);
                    var lexer = new SqlLexer(quoted + ".x", syntax);
                    Assert.True(lexer.MoveNext());
                    Assert.Equal(new SqlToken(SqlTokenKind.QuotedIdentifier, 0, quoted.Length), lexer.Current);
                    var quote = syntax.IdentifierQuote.ToString();
                    Assert.Equal(name, quoted[1..^1].Replace(quote + quote, quote, StringComparison.Ordinal));
                },
                iter: 20_000
            );

    [Fact]
    public void Words_of_every_table_are_found_alone_only()
    {
        foreach (var words in (string[])[ReservedWords.PostgreSql, ReservedWords.MySql, ReservedWords.Sqlite])
        {
            Assert.StartsWith(" ", words, StringComparison.Ordinal);
            Assert.EndsWith(" ", words, StringComparison.Ordinal);
            Assert.DoesNotContain("  ", words, StringComparison.Ordinal);
            Assert.All(
                words.Split(' ', StringSplitOptions.RemoveEmptyEntries),
                word => Assert.True(ReservedWords.Contains(words, word.ToUpperInvariant()))
            );
            Assert.False(ReservedWords.Contains(words, "selec"));
            Assert.False(ReservedWords.Contains(words, new string('a', 100)));
        }
    }

    [Fact]
    public void What_no_quotes_can_carry_is_refused()
    {
        Assert.Throws<ArgumentException>(() => Identifier.Quote("a\0b", SqlSyntax.PostgreSql));
        Assert.Throws<ArgumentException>(() => Identifier.QuoteIfNeeded("", SqlSyntax.Sqlite));
    }
}
