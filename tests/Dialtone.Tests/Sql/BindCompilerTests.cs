using Dialtone.Sql;

namespace Dialtone.Tests.Sql;

public sealed class BindCompilerTests
{
    static readonly int[] Ids = [7, 8, 9];

    [Theory]
    [InlineData("select :a, :b, :a", "select $1, $2, $1", "select @p1, @p2, @p1")]
    [InlineData("select :b || ':a' -- :a\n, :a", "select $1 || ':a' -- :a\n, $2", "select @p1 || ':a' -- :a\n, @p2")]
    [InlineData("select \\:a, :a, :b", "select :a, $1, $2", "select :a, @p1, @p2")]
    [InlineData("select :a::int + :b", "select $1::int + $2", "select @p1::int + @p2")]
    public void Numbered_and_named(string sql, string numbered, string named)
    {
        SqlArgument[] arguments = [new("a", 1), new("b", 2)];
        var byNumber = BindCompiler.Compile(sql, SqlSyntax.PostgreSql, BindStyle.Numbered, arguments, allowUnused: true);
        var byName = BindCompiler.Compile(sql, SqlSyntax.Sqlite, BindStyle.Named, arguments, allowUnused: true);
        Assert.Equal((numbered, named), (byNumber.Text, byName.Text));
        Assert.Equal(byNumber.Parameters.Select(parameter => parameter.Value), byName.Parameters.Select(parameter => parameter.Value));
        Assert.All(byNumber.Parameters, parameter => Assert.Equal("", parameter.Name));
        Assert.Equal(
            Enumerable.Range(1, byName.Parameters.Count).Select(number => $"@p{number}"),
            byName.Parameters.Select(parameter => parameter.Name)
        );
    }

    [Theory]
    [InlineData("x in :ids", "x in ($1, $2, $3)")]
    [InlineData("x in (:ids)", "x in ($1, $2, $3)")]
    [InlineData("x NOT IN( :ids )", "x NOT IN( $1, $2, $3 )")]
    [InlineData("x in /* c */ :ids and y in :ids", "x in /* c */ ($1, $2, $3) and y in ($1, $2, $3)")]
    public void A_list_behind_in_spreads(string sql, string expected)
    {
        var bound = Numbered(sql, ("ids", Ids));
        Assert.Equal(expected, bound.Text);
        Assert.Equal([7, 8, 9], bound.Parameters.Select(parameter => parameter.Value));
        Assert.All(bound.Parameters, parameter => Assert.Equal("ids", parameter.Bind));
    }

    [Theory]
    [InlineData("x = any(:ids)", "x = any($1)")]
    [InlineData("x in (1, :ids)", "x in (1, $1)")]
    [InlineData("x in (:ids, 1)", "x in ($1, 1)")]
    [InlineData("x in (:ids::int)", "x in ($1::int)")]
    [InlineData("x not like (:ids)", "x not like ($1)")]
    [InlineData("\"in\" (:ids)", "\"in\" ($1)")]
    public void A_list_elsewhere_is_one_array(string sql, string expected)
    {
        var bound = Numbered(sql, ("ids", Ids));
        Assert.Equal(expected, bound.Text);
        Assert.Equal([Ids], bound.Parameters.Select(parameter => parameter.Value));
    }

    [Fact]
    public void A_name_can_be_a_list_and_an_array()
    {
        var bound = Numbered("x in :ids or x = any(:ids)", ("ids", Ids));
        Assert.Equal("x in ($1, $2, $3) or x = any($4)", bound.Text);
        Assert.Equal(4, bound.Parameters.Count);
    }

    [Theory]
    [InlineData("abc")]
    [InlineData(5)]
    [InlineData(null)]
    public void A_single_value_behind_in_is_a_list_of_one(object? value)
    {
        Assert.Equal("x in ($1)", Numbered("x in :v", ("v", value)).Text);
        Assert.Equal("x in ($1)", Numbered("x in (:v)", ("v", value)).Text);
    }

    [Fact]
    public void Bytes_are_a_single_value() => Assert.Equal("x in ($1)", Numbered("x in :v", ("v", new byte[] { 1, 2 })).Text);

    [Theory]
    [InlineData(
        "x in :ids and y",
        "x = any('{}') and y",
        "x in (select null where 1=0) and y",
        "x in (select null from dual where 1=0) and y"
    )]
    [InlineData("x not in (:ids)", "x <> all('{}')", "x not in (select null where 1=0)", "x not in (select null from dual where 1=0)")]
    public void An_empty_list_is_a_test_that_nothing_passes(string sql, string postgreSql, string sqlite, string mySql)
    {
        SqlArgument[] none = [new("ids", Array.Empty<int>())];
        Assert.Equal(postgreSql, BindCompiler.Compile(sql, SqlSyntax.PostgreSql, BindStyle.Numbered, none).Text);
        Assert.Equal(sqlite, BindCompiler.Compile(sql, SqlSyntax.Sqlite, BindStyle.Named, none).Text);
        Assert.Equal(mySql, BindCompiler.Compile(sql, SqlSyntax.MySql, BindStyle.Named, none).Text);
    }

    [Fact]
    public void A_lazy_list_is_read_once()
    {
        var reads = 0;
        IEnumerable<int> Lazy()
        {
            reads++;
            yield return 1;
        }
        Assert.Equal("x in ($1) or y in ($1)", Numbered("x in :v or y in :v", ("v", Lazy())).Text);
        Assert.Equal(1, reads);
    }

    [Fact]
    public void What_does_not_fit_is_told_whole()
    {
        var bound = Numbered("select :a, :b, :a, :d", ("b", 1), ("c", 2), ("b", 3));
        var problem = Assert.IsType<BindProblem>(bound.Problem);
        Assert.Equal(["a", "d"], problem.Missing);
        Assert.Equal(["c"], problem.Unused);
        Assert.Equal(["b"], problem.Duplicates);
        Assert.Equal(
            "no value for :a, :d · give one for each, or write \\: for a colon that is not a bind; "
                + "the statement has no :c · a bind is :name outside quotes and comments; more than one value for :b · give each name once",
            problem.Describe()
        );
        Assert.Empty(bound.Parameters);
        Assert.Throws<InvalidOperationException>(() => bound.Text);
    }

    [Fact]
    public void Names_differ_by_case() => Assert.Equal(["A"], Numbered("select :A", ("a", 1)).Problem!.Missing);

    [Fact]
    public void Values_shared_by_several_statements_may_be_unused() =>
        Assert.Null(BindCompiler.Compile("select 1", SqlSyntax.Sqlite, BindStyle.Named, [new("a", 1)], allowUnused: true).Problem);

    [Theory]
    [InlineData("select $1, :a")]
    [InlineData("select :a where $2 = 1")]
    public void A_parameter_of_the_text_does_not_mix_with_binds(string sql) =>
        Assert.Contains("mixes the parameter $", Numbered(sql, ("a", 1)).Problem!.Describe(), StringComparison.Ordinal);

    [Theory]
    [InlineData("prepare q as select $1, a[1:2]")]
    [InlineData("create function f(int) returns int begin atomic select $1; end")]
    public void A_text_without_binds_is_sent_as_it_is(string sql) => Assert.Equal(sql, Numbered(sql).Text);

    [Fact]
    public void Sqlite_takes_its_own_spellings_too()
    {
        var bound = BindCompiler.Compile("select @a, $b, :a", SqlSyntax.Sqlite, BindStyle.Named, [new("a", 1), new("b", 2)]);
        Assert.Equal("select @p1, @p2, @p1", bound.Text);
    }

    [Theory]
    [InlineData("set @x := :a", "set @x := @p1")]
    [InlineData("select @P1, :a", "select @P1, @p_1")]
    [InlineData("select @`p`, @p_x, :a", "select @`p`, @p_x, @p__1")]
    [InlineData("select '@p9' , :a", "select '@p9' , @p_1")]
    [InlineData("select :a.b", "select @p1 .b")]
    public void A_variable_is_never_taken_for_a_parameter(string sql, string expected) =>
        Assert.Equal(expected, BindCompiler.Compile(sql, SqlSyntax.MySql, BindStyle.Named, [new("a", 1)]).Text);

    [Theory]
    [InlineData("select '\\':a', \":a\", `:a` # :a\n")]
    [InlineData("select 1 -- :a\n /*! :a */")]
    public void MySql_quotes_and_comments_hold_no_binds(string sql) =>
        Assert.Equal(sql, BindCompiler.Compile(sql, SqlSyntax.MySql, BindStyle.Named, []).Text);

    static BoundSql Numbered(string sql, params (string Name, object? Value)[] arguments) =>
        BindCompiler.Compile(
            sql,
            SqlSyntax.PostgreSql,
            BindStyle.Numbered,
            [.. arguments.Select(argument => new SqlArgument(argument.Name, argument.Value))]
        );
}
