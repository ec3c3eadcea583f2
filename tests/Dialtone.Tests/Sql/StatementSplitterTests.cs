using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

public sealed class StatementSplitterTests
{
    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    [InlineData(";;  ;\n;")]
    [InlineData("-- only\n/* comments */ ; -- here\n")]
    public void What_holds_no_code_is_no_statement(string script)
    {
        Assert.Empty(Split(script, SqlSyntax.PostgreSql));
        Assert.Empty(Split(script, SqlSyntax.MySql));
        Assert.Empty(Split(script, SqlSyntax.Sqlite));
    }

    [Theory]
    [InlineData("select 1; select 2", "select 1", "select 2")]
    [InlineData(" select ';' ;\n\n select \"a;b\" ; ", "select ';'", "select \"a;b\"")]
    [InlineData("-- c;\nselect 1 -- d;\n;", "select 1 -- d;")]
    [InlineData("/* hint; */ select 1; -- tail\nselect 2", "/* hint; */ select 1", "select 2")]
    [InlineData("select 1; /* left open", "select 1", "/* left open")]
    public void Every_dialect(string script, params string[] statements)
    {
        Assert.Equal(statements, Split(script, SqlSyntax.PostgreSql));
        Assert.Equal(statements, Split(script, SqlSyntax.MySql));
        Assert.Equal(statements, Split(script, SqlSyntax.Sqlite));
    }

    [Theory]
    [InlineData("select $$;$$; select $a$;$$;$a$;", "select $$;$$", "select $a$;$$;$a$")]
    [InlineData("select E'\\';'; select ';\\'; select 3", "select E'\\';'", "select ';\\'", "select 3")]
    [InlineData(
        "create rule r as on insert to t do also (delete from a; delete from b); select 1",
        "create rule r as on insert to t do also (delete from a; delete from b)",
        "select 1"
    )]
    [InlineData(
        "create function f() returns int begin atomic select 1; select case when 1=1 then 2 end; end; select 3",
        "create function f() returns int begin atomic select 1; select case when 1=1 then 2 end; end",
        "select 3"
    )]
    [InlineData(
        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC insert into t values (1); END; select 1",
        "CREATE OR REPLACE PROCEDURE p() BEGIN ATOMIC insert into t values (1); END",
        "select 1"
    )]
    [InlineData(
        "create function begin() returns int language sql as 'select 1'; select 2",
        "create function begin() returns int language sql as 'select 1'",
        "select 2"
    )]
    [InlineData(
        "create function f() begin atomic select t.case, t.end, 1 as end, 2 as case from t; end; select 1",
        "create function f() begin atomic select t.case, t.end, 1 as end, 2 as case from t; end",
        "select 1"
    )]
    [InlineData("begin; select 1; end;", "begin", "select 1", "end")]
    [InlineData("create table begin (atomic int); select 1", "create table begin (atomic int)", "select 1")]
    [InlineData("create function f() returns int return 1; select 1", "create function f() returns int return 1", "select 1")]
    [InlineData("select /* /* ; */ ; */ 1; select 2", "select /* /* ; */ ; */ 1", "select 2")]
    public void PostgreSql(string script, params string[] statements) => Assert.Equal(statements, Split(script, SqlSyntax.PostgreSql));

    [Theory]
    [InlineData(
        "create trigger t after insert on a begin update b set c = 1; delete from d; end; select 1",
        "create trigger t after insert on a begin update b set c = 1; delete from d; end",
        "select 1"
    )]
    [InlineData(
        "create temp trigger t after insert on a begin select case when 1 then 2 end; end; select 1",
        "create temp trigger t after insert on a begin select case when 1 then 2 end; end",
        "select 1"
    )]
    [InlineData(
        "explain query plan create temporary trigger t begin select 1; end; x",
        "explain query plan create temporary trigger t begin select 1; end",
        "x"
    )]
    [InlineData("begin; select 1; end; select (1;", "begin", "select 1", "end", "select (1")]
    [InlineData("select [a;b], `c;d`; x", "select [a;b], `c;d`", "x")]
    public void Sqlite(string script, params string[] statements) => Assert.Equal(statements, Split(script, SqlSyntax.Sqlite));

    [Fact]
    public void A_statement_knows_its_place_and_line()
    {
        const string Script = "-- head\n\nselect 1;\n\n  /* a\n b */ select\n2 ; select 3";
        var statements = StatementSplitter.Split(Script, SqlSyntax.PostgreSql);
        Assert.Equal([3, 5, 7], statements.Select(statement => statement.LineNumber));
        Assert.Equal(
            ["select 1", "/* a\n b */ select\n2", "select 3"],
            statements.Select(statement => statement.TextIn(Script).ToString())
        );
    }

    internal static string[] Split(string script, SqlSyntax syntax) =>
        [.. StatementSplitter.Split(script, syntax).Select(statement => statement.TextIn(script).ToString())];
}
