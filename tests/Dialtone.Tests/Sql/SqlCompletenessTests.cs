using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

public sealed class SqlCompletenessTests
{
    [Theory]
    [InlineData("", "Complete")]
    [InlineData("select 1;", "Complete")]
    [InlineData("select 1; -- done", "Complete")]
    [InlineData("select 1", "Terminator")]
    [InlineData("select 1; select", "Terminator")]
    [InlineData("select 'a;", "SingleQuote")]
    [InlineData("select E'a\\'", "SingleQuote")]
    [InlineData("select \"a", "DoubleQuote")]
    [InlineData("select U&\"a'", "DoubleQuote")]
    [InlineData("select $$ ;", "DollarQuote")]
    [InlineData("select /* /* */ ;", "Comment")]
    [InlineData("/* ;", "Comment")]
    [InlineData("select (1;", "Parenthesis")]
    [InlineData("select f(')'", "Parenthesis")]
    [InlineData("create function f() begin atomic select 1;", "Body")]
    public void PostgreSql(string text, string expected) => Assert.Equal(expected, Judge(text, SqlSyntax.PostgreSql));

    [Theory]
    [InlineData("select `a", "Backtick")]
    [InlineData("select \"a\\\"", "DoubleQuote")]
    [InlineData("select @'a", "SingleQuote")]
    [InlineData("create procedure p() begin select 1;", "Body")]
    [InlineData("create procedure p() begin select 1; end;", "Complete")]
    [InlineData("delimiter //\nselect 1;", "Terminator")]
    [InlineData("delimiter //\nselect 1//", "Complete")]
    [InlineData("/*! select", "Comment")]
    public void MySql(string text, string expected) => Assert.Equal(expected, Judge(text, SqlSyntax.MySql));

    [Theory]
    [InlineData("select [a", "Bracket")]
    [InlineData("select (1;", "Complete")]
    [InlineData("create trigger t after insert on a begin select 1; end", "Terminator")]
    [InlineData("create trigger t after insert on a begin select 1;", "Body")]
    public void Sqlite(string text, string expected) => Assert.Equal(expected, Judge(text, SqlSyntax.Sqlite));

    static string Judge(string text, SqlSyntax syntax) => StatementSplitter.Judge(text, syntax).ToString();
}
