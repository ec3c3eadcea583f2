using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

/// <summary>What a prompt must know of a statement before it runs it.</summary>
public sealed class StatementInspectorTests
{
    [Theory]
    [InlineData("delete from film", "film")]
    [InlineData("DELETE FROM ONLY \"Odd\".\"a.b\" AS x USING y", "\"Odd\".\"a.b\"")]
    [InlineData("with a as (select 1 where true) delete from film using a", "film")]
    [InlineData("update film set name = (select 'where' where false)", "film")]
    [InlineData("update shop.film f set name = 'x' -- where", "shop.film")]
    [InlineData("truncate a, only b.c *, d cascade", "a,b.c,d")]
    [InlineData("truncate table film restart identity", "film")]
    [InlineData("drop table if exists a, b.c cascade", "a,b.c")]
    [InlineData("drop schema s", "")]
    [InlineData("alter table only film add x int", "film")]
    [InlineData("explain analyze delete from film", "film")]
    [InlineData("explain (analyze, costs off) update film set x = 1", "film")]
    public void What_destroys_names_its_tables(string sql, string tables)
    {
        var traits = StatementInspector.Inspect(sql, SqlSyntax.PostgreSql);

        Assert.True(traits.IsDestructive);
        Assert.Equal(tables, string.Join(',', traits.Tables));
        Assert.False(traits.IsQuery);
    }

    [Theory]
    [InlineData("delete from film where id = 1")]
    [InlineData("update film set x = 1 where current of c")]
    [InlineData("explain delete from film")]
    [InlineData("insert into film select * from film")]
    [InlineData("create table film (i int)")]
    [InlineData("select 'delete from film'")]
    [InlineData("")]
    public void What_does_not_destroy_is_left_alone(string sql) =>
        Assert.False(StatementInspector.Inspect(sql, SqlSyntax.PostgreSql).IsDestructive);

    [Theory]
    [InlineData("select 1", true)]
    [InlineData("values (1)", true)]
    [InlineData("table film", true)]
    [InlineData("with a as (select 1) select * from a", true)]
    [InlineData("show work_mem", true)]
    [InlineData("explain select 1", true)]
    [InlineData("with a as (delete from film returning *) select * from a", false)]
    [InlineData("select * from film for update", false)]
    [InlineData("select * into copy from film", false)]
    [InlineData("explain analyze insert into film values (1)", false)]
    [InlineData("call p()", false)]
    [InlineData("do $$ begin end $$", false)]
    public void Only_what_reads_may_run_again(string sql, bool isQuery) =>
        Assert.Equal(isQuery, StatementInspector.Inspect(sql, SqlSyntax.PostgreSql).IsQuery);

    [Theory]
    [InlineData("begin", TransactionStep.Begin)]
    [InlineData("start transaction read only", TransactionStep.Begin)]
    [InlineData("commit", TransactionStep.End)]
    [InlineData("end work", TransactionStep.End)]
    [InlineData("commit and chain", TransactionStep.Chain)]
    [InlineData("commit and no chain", TransactionStep.End)]
    [InlineData("rollback", TransactionStep.End)]
    [InlineData("rollback to savepoint s", TransactionStep.BackToSavepoint)]
    [InlineData("abort", TransactionStep.End)]
    [InlineData("prepare transaction 'x'", TransactionStep.End)]
    [InlineData("commit prepared 'x'", TransactionStep.None)]
    [InlineData("rollback prepared 'x'", TransactionStep.None)]
    [InlineData("savepoint s", TransactionStep.None)]
    [InlineData("select 1", TransactionStep.None)]
    public void Steps_of_a_transaction_are_known(string sql, TransactionStep step) =>
        Assert.Equal(step, StatementInspector.Inspect(sql, SqlSyntax.PostgreSql).Step);

    [Fact]
    public void Input_gives_statements_and_commands_in_their_order()
    {
        var input = new ScriptInput(SqlSyntax.PostgreSql);
        input.Append("select 1; \\x\nselect '\\no', \"\\n\", $$\\no$$ /* \\no */\n");

        Assert.True(input.TryReadStatement(out var first));
        Assert.Equal("select 1", first);
        Assert.False(input.TryReadStatement(out _));
        Assert.True(input.TryReadCommand(out var command));
        Assert.Equal("x", command);
        Assert.False(input.TryReadStatement(out _));
        Assert.False(input.TryReadCommand(out _));
        Assert.Equal(SqlCompleteness.Terminator, input.Completeness);

        input.Append("from film \\g\nselect (2;\n");
        Assert.False(input.TryReadStatement(out _));
        Assert.True(input.TryReadCommand(out command));
        Assert.Equal("g", command);
        Assert.Equal("select '\\no', \"\\n\", $$\\no$$ /* \\no */\nfrom film", input.TakePending());
        Assert.False(input.TryReadStatement(out _));
        Assert.Equal(SqlCompleteness.Parenthesis, input.Completeness);
        input.Clear();
        Assert.Equal("", input.Pending);
    }
}
