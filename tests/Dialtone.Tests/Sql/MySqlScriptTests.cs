using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

/// <summary>MySQL scripts: what the mysql client cuts with DELIMITER, and bodies without it.</summary>
public sealed class MySqlScriptTests
{
    [Theory]
    [InlineData("delimiter //\nselect 1; select 2//\ndelimiter ;\nselect 3; select 4", "select 1; select 2", "select 3", "select 4")]
    [InlineData(
        "DELIMITER $$ rest\ncreate procedure p() begin select 1; end$$\nselect 2 $$",
        "create procedure p() begin select 1; end",
        "select 2"
    )]
    [InlineData("delimiter ;;\nselect ';;', 1;2 ;;\nselect 3;;", "select ';;', 1;2", "select 3")]
    [InlineData("delimiter 'x y'\nselect 1 x select 2", "select 1", "select 2")]
    [InlineData("select 1;\n delimiter |\nselect 2 || 3;", "select 1", "select 2", "3;")]
    [InlineData("delimiter // -- c\nselect 1 -- it's //\n// select 2", "select 1 -- it's //", "select 2")]
    [InlineData("select delimiter from t; select 1", "select delimiter from t", "select 1")]
    [InlineData("delimiter\nselect 1; select 2", "delimiter\nselect 1", "select 2")]
    public void Delimiter(string script, params string[] statements) => Assert.Equal(statements, Split(script));

    [Theory]
    [InlineData("select 1 # a;\n; select 2 -- b;\n; select 3--1;", "select 1 # a;", "select 2 -- b;", "select 3--1")]
    [InlineData("/*!40101 set names utf8 */; select 1", "/*!40101 set names utf8 */", "select 1")]
    [InlineData("select 1 /*!50000 , ';' -- */ ;\n*/; select 2", "select 1 /*!50000 , ';' -- */ ;\n*/", "select 2")]
    [InlineData("select 'a\\';', \"b\\\";\", `c;`; x", "select 'a\\';', \"b\\\";\", `c;`", "x")]
    [InlineData("select (1; select 2)", "select (1", "select 2)")]
    public void Lexical_rules(string script, params string[] statements) => Assert.Equal(statements, Split(script));

    [Theory]
    [InlineData("create procedure p() begin select 1; select 2; end")]
    [InlineData("create or replace function f() returns int deterministic begin return case when 1 then 2 else 3 end; end")]
    [InlineData("create definer=`a`@`b` trigger t before insert on x for each row begin set new.a = 1; end")]
    [InlineData("create definer = current_user() event e on schedule every 1 day do begin delete from x; end")]
    [InlineData("create procedure p() begin if a then begin end; elseif b then select 1; end if; end")]
    [InlineData(
        "create procedure p() begin l: loop leave l; end loop l; while 1 do select 1; end while; repeat set a = 1; until a end repeat; end"
    )]
    [InlineData("create procedure p() begin case x when 1 then if y then select 1; end if; else begin end; end case; select 2; end")]
    [InlineData("create procedure p() begin declare exit handler for sqlexception begin rollback; end; select 1; end")]
    [InlineData("create procedure p() begin select begin, end, t.begin, t.end from t where end = 1; update t set end = 2, begin = 3; end")]
    [InlineData("create procedure p() outer_block: begin inner_block: begin select 1; end inner_block; end outer_block")]
    [InlineData("create trigger t after insert on x for each row update y set begin = 1")]
    [InlineData("alter event e do begin select 1; end")]
    [InlineData("begin not atomic declare a int; set a = 1; end")]
    [InlineData("create procedure p() case a when 1 then select 1; else select 2; end case")]
    public void A_body_without_delimiter_is_one_statement(string statement) =>
        Assert.Equal([statement, "select 9"], Split(statement + "; select 9;"));

    [Theory]
    [InlineData("begin; select 1; end", 3)]
    [InlineData("create table trigger_log (begin int); select 1", 2)]
    [InlineData("create view begin as select 1; select 2", 2)]
    [InlineData("drop procedure p; select 1", 2)]
    [InlineData("create table function (a int); select 1; select 2", 3)]
    public void What_is_no_body_hides_nothing(string script, int count) => Assert.Equal(count, Split(script).Length);

    static string[] Split(string script) => StatementSplitterTests.Split(script, SqlSyntax.MySql);
}
