using CsCheck;
using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

/// <summary>What is not known to leave a session alone counts as touching it.</summary>
public sealed class SessionTouchesTests
{
    [Theory]
    [InlineData("select 1")]
    [InlineData("select title, upper(title) from film where id = $1 and rating in ($2, $3) and (a, b) = any(values (1, 2))")]
    [InlineData("(select 1) union (select 2)")]
    [InlineData("values (1), (2);")]
    [InlineData("table film")]
    [InlineData("with f as (select * from film) select count(*) over (order by id) from f")]
    [InlineData(
        "insert into film (id, title) values (1, coalesce($1, 'x')) on conflict (id) do update set title = excluded.title returning id"
    )]
    [InlineData("insert into public.film (id) select id from old as o(id)")]
    [InlineData("update film set title = concat(title, '!') where exists (select 1 from x where x.id = film.id)")]
    [InlineData("delete from film where cast(a as numeric(10, 2)) > 0 -- set_config('a', 'b', false)")]
    [InlineData("select 'set_config(''x'')', $$ do $$ from film")]
    [InlineData("select * from set_config")]
    public void Plain(string sql) => Assert.Equal(SessionTouch.ThroughSchema, SessionTouches.Of(sql, SqlSyntax.PostgreSql));

    [Theory]
    [InlineData("select set_config('a', 'b', false)")]
    [InlineData("select \"upper\"('a')")]
    [InlineData("select public.upper('a')")]
    [InlineData("select pg_catalog . upper ('a')")]
    [InlineData("select my_own(1)")]
    [InlineData("select 1 into temp t")]
    [InlineData("select * into t from film")]
    [InlineData("insert into t values (nextval('s'))")]
    [InlineData("select pg_advisory_lock/* */(1)")]
    [InlineData("with t(a) as (select 1) select * from t")]
    public void Direct(string sql) => Assert.Equal(SessionTouch.Direct, SessionTouches.Of(sql, SqlSyntax.PostgreSql));

    [Theory]
    [InlineData("set x = 1")]
    [InlineData("select 1; set x = 1")]
    [InlineData("do $$ $$")]
    [InlineData("call p()")]
    [InlineData("explain analyze select 1")]
    [InlineData("create table t (id int)")]
    [InlineData("begin")]
    [InlineData("copy t from stdin")]
    [InlineData("anything new")]
    [InlineData("")]
    public void Command(string sql) => Assert.Equal(SessionTouch.Command, SessionTouches.Of(sql, SqlSyntax.PostgreSql));

    [Theory]
    [InlineData("select @a := 1")]
    [InlineData("select 1 /*! , get_lock('a', 1) */")]
    [InlineData("select get_lock('a', 1)")]
    [InlineData("select a into @b from t")]
    public void MySql(string sql) => Assert.Equal(SessionTouch.Direct, SessionTouches.Of(sql, SqlSyntax.MySql));

    [Fact]
    public void Show_touches_nothing() => Assert.Equal(SessionTouch.None, SessionTouches.Of("show server_version", SqlSyntax.PostgreSql));

    /// <summary>However blanks, comments, quotes and capitals are put in, a call stays a call.</summary>
    [Fact]
    public void A_call_is_found_in_any_dress()
    {
        var gap = OneOf("", " ", "\n", "/* ( */", "/* /* */ */", "--x\n", "\t");
        var name = OneOf("set_config", "SET_CONFIG", "\"set_config\"", "Set_Config", "pg_advisory_lock", "my_function", "a.b", "ü");
        var place = OneOf(
            "select {0}('a')",
            "select * from film where {0}(1) = 1",
            "insert into film values ({0}(2))",
            "update film set a = {0}(3)",
            "select 'x', {0}()",
            "with f as (select {0}(4)) select * from f"
        );
        Gen.Select(name, gap, place)
            .Sample(
                (called, between, sql) =>
                    SessionTouches.Of(sql.Replace("{0}(", $"{called}{between}(", StringComparison.Ordinal), SqlSyntax.PostgreSql)
                    >= SessionTouch.Direct
            );
    }

    [Theory]
    [InlineData("select 'secret', 42, $$secret$$ /* secret */ from t -- secret", "select ?, ?, ? from t")]
    [InlineData("select  a\n  from t where b = 'open secret", "select a from t where b = ?")]
    [InlineData("alter role x password E'sec\\'ret'", "alter role x password ?")]
    public void Redaction_hides_every_literal(string sql, string shown) =>
        Assert.Equal(shown, SqlRedaction.Redact(sql, SqlSyntax.PostgreSql));

    static Gen<string> OneOf(params string[] texts) => Gen.Int[0, texts.Length - 1].Select(index => texts[index]);
}
