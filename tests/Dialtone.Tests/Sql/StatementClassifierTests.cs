using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

public sealed class StatementClassifierTests
{
    /// <summary>The tags of this table that PostgreSQL 15 could be made to report were compared with what psql printed.</summary>
    [Theory]
    [InlineData("select 1", "Select", "SELECT")]
    [InlineData("/* a */ -- b\n ((SELECT 1) union (select 2))", "Select", "SELECT")]
    [InlineData("table t", "Select", "SELECT")]
    [InlineData("values (1)", "Values", "SELECT")]
    [InlineData("insert into t values (1)", "Insert", "INSERT")]
    [InlineData("update t set a = 1", "Update", "UPDATE")]
    [InlineData("delete from t", "Delete", "DELETE")]
    [InlineData("merge into t using s on a = b when matched then delete", "Merge", "MERGE")]
    [InlineData("create table t (a int, b text)", "Create", "CREATE TABLE")]
    [InlineData("create local temporary table t as table s", "Create", "SELECT")]
    [InlineData("create table t as select 1 as a with no data;", "Create", "CREATE TABLE AS")]
    [InlineData("create unlogged table t (a int generated always as identity) with (fillfactor = 10)", "Create", "CREATE TABLE")]
    [InlineData("create materialized view m as select 1", "Create", "SELECT")]
    [InlineData("create materialized view m as select 1 with no data", "Create", "CREATE MATERIALIZED VIEW")]
    [InlineData("create or replace recursive view v(n) as select 1", "Create", "CREATE VIEW")]
    [InlineData("create unique index concurrently i on t(a)", "Create", "CREATE INDEX")]
    [InlineData("create user u", "Create", "CREATE ROLE")]
    [InlineData("create user mapping for u server s", "Create", "CREATE USER MAPPING")]
    [InlineData("create group g", "Create", "CREATE ROLE")]
    [InlineData("create constraint trigger t after insert on a execute function f()", "Create", "CREATE TRIGGER")]
    [InlineData("create event trigger t on ddl_command_end execute function f()", "Create", "CREATE EVENT TRIGGER")]
    [InlineData("create operator === (leftarg = int)", "Create", "CREATE OPERATOR")]
    [InlineData("create operator class o for type int using btree as storage int", "Create", "CREATE OPERATOR CLASS")]
    [InlineData("create default conversion c for 'UTF8' to 'LATIN1' from f", "Create", "CREATE CONVERSION")]
    [InlineData("create text search dictionary d (template = simple)", "Create", "CREATE TEXT SEARCH DICTIONARY")]
    [InlineData("create foreign data wrapper f", "Create", "CREATE FOREIGN DATA WRAPPER")]
    [InlineData("create foreign table f (a int) server s", "Create", "CREATE FOREIGN TABLE")]
    [InlineData("create nonsense x", "Create", "CREATE")]
    [InlineData("create", "Create", "CREATE")]
    [InlineData("alter table only t add a int", "Alter", "ALTER TABLE")]
    [InlineData("alter default privileges grant select on tables to r", "Alter", "ALTER DEFAULT PRIVILEGES")]
    [InlineData("alter large object 1 owner to u", "Alter", "ALTER LARGE OBJECT")]
    [InlineData("drop routine f()", "Drop", "DROP ROUTINE")]
    [InlineData("drop owned by u", "Drop", "DROP OWNED")]
    [InlineData("drop access method a", "Drop", "DROP ACCESS METHOD")]
    [InlineData("truncate t", "Truncate", "TRUNCATE TABLE")]
    [InlineData("begin", "Begin", "BEGIN")]
    [InlineData("start transaction read only", "Begin", "START TRANSACTION")]
    [InlineData("end work", "Commit", "COMMIT")]
    [InlineData("commit prepared 'x'", "Commit", "COMMIT PREPARED")]
    [InlineData("abort", "Rollback", "ROLLBACK")]
    [InlineData("rollback to savepoint s", "Rollback", "ROLLBACK")]
    [InlineData("release s", "Savepoint", "RELEASE")]
    [InlineData("set constraints all deferred", "Set", "SET CONSTRAINTS")]
    [InlineData("set local work_mem = '1MB'", "Set", "SET")]
    [InlineData("reset all", "Set", "RESET")]
    [InlineData("copy t from stdin", "Copy", "COPY")]
    [InlineData("explain analyze delete from t", "Explain", "EXPLAIN")]
    [InlineData("show all", "Show", "SHOW")]
    [InlineData("call p()", "Call", "CALL")]
    [InlineData("grant r to u", "Other", "GRANT ROLE")]
    [InlineData("grant select on t to r", "Other", "GRANT")]
    [InlineData("revoke r from u", "Other", "REVOKE ROLE")]
    [InlineData("close all", "Other", "CLOSE CURSOR ALL")]
    [InlineData("deallocate prepare all", "Other", "DEALLOCATE ALL")]
    [InlineData("discard temporary", "Other", "DISCARD TEMP")]
    [InlineData("lock t", "Other", "LOCK TABLE")]
    [InlineData("analyse t", "Other", "ANALYZE")]
    [InlineData("refresh materialized view m", "Other", "REFRESH MATERIALIZED VIEW")]
    [InlineData("", "Other", "")]
    [InlineData("-- nothing", "Other", "")]
    [InlineData("'text'", "Other", "")]
    public void PostgreSql(string sql, string kind, string tag)
    {
        var info = StatementClassifier.Classify(sql, SqlSyntax.PostgreSql);
        Assert.Equal((kind, tag), (info.Kind.ToString(), info.Tag));
    }

    [Theory]
    [InlineData("with a as (select 1) select * from a", "Select", false)]
    [InlineData("with recursive a(n) as (values (1) union all select n + 1 from a) select 1", "Select", false)]
    [InlineData("with a as (select 1), b as not materialized (select 2) insert into t select * from a", "Insert", false)]
    [InlineData("with gone as (delete from t returning *) select * from gone", "Select", true)]
    [InlineData("with insert as (select 1), update as materialized (select 2) delete from t", "Delete", false)]
    [InlineData("with a as (select 1), b as (update t set a = 1 returning a) (select 2)", "Select", true)]
    [InlineData(
        "with recursive a as (select 1) search depth first by x, y set o cycle x set c using p update t set a = 1",
        "Update",
        false
    )]
    [InlineData("with a as (select 1), b (insert) as (select 2) delete from t", "Delete", false)]
    [InlineData("with a (insert, delete) as (select 1, 2) values (1)", "Values", false)]
    [InlineData("with a as (select (select delete from t)) merge into t using a on true when matched then do nothing", "Merge", false)]
    [InlineData("with a as (select 1", "Other", false)]
    public void With_is_what_follows_it(string sql, string kind, bool writes)
    {
        var info = StatementClassifier.Classify(sql, SqlSyntax.PostgreSql);
        Assert.Equal((kind, writes), (info.Kind.ToString(), info.WritesInWith));
    }

    [Theory]
    [InlineData("create definer = `a`@`b` procedure p() select 1", "CREATE PROCEDURE")]
    [InlineData("create definer=table@localhost sql security invoker view v as select 1", "CREATE VIEW")]
    [InlineData("create user u", "CREATE USER")]
    [InlineData("create table t as select 1", "CREATE TABLE")]
    [InlineData("replace into t values (1)", "REPLACE")]
    [InlineData("create fulltext index i on t(a)", "CREATE INDEX")]
    public void MySql(string sql, string tag) => Assert.Equal(tag, StatementClassifier.Classify(sql, SqlSyntax.MySql).Tag);

    [Theory]
    [InlineData("insert into t values (1)", "INSERT 0 5")]
    [InlineData("select 1", "SELECT 5")]
    [InlineData("create table t as select 1", "SELECT 5")]
    [InlineData("delete from t", "DELETE 5")]
    [InlineData("fetch 5 from c", "FETCH 5")]
    [InlineData("create table t (a int)", "CREATE TABLE")]
    public void Rows_stand_in_the_tag_where_the_server_puts_them(string sql, string tag) =>
        Assert.Equal(tag, StatementClassifier.Classify(sql, SqlSyntax.PostgreSql).TagFor(5));

    [Fact]
    public void Any_text_has_a_kind() =>
        CsCheck.Check.Sample(
            SqlTexts.Any,
            script => Assert.NotNull(StatementClassifier.Classify(script.Text, script.Syntax).Tag),
            iter: 20_000
        );
}
