using System.Reflection;
using System.Runtime.CompilerServices;
using Dialtone.Sql;
using Fragment = Dialtone.Sql.Sql;

namespace Dialtone.Tests.Sql;

public sealed class SqlTextTests
{
    [Fact]
    public void Every_hole_is_a_parameter()
    {
        var (rating, name) = ("PG", "x' or 1=1 --");
        SqlText query = $"select * from film where rating = {rating} and name = {name}";
        var bound = Compile(query);
        Assert.Equal("select * from film where rating = $1 and name = $2", bound.Text);
        Assert.Equal(["PG", name], bound.Parameters.Select(parameter => parameter.Value));
        Assert.Equal("select * from film where rating = {0} and name = {1}", query.ToString());
    }

    [Fact]
    public void An_interpolated_argument_binds_and_a_string_does_not()
    {
        var id = 5;
        const string Constant = "a";
        Assert.Equal("text", Overloaded($"select {id}"));
        Assert.Equal("text", Overloaded($"select {Constant}"));
        Assert.Equal("string", Overloaded("select 1"));
        Assert.Equal("select $1", Compile(Fragment.Format($"select {id}")).Text);
    }

    [Fact]
    public void Fragments_nest_in_any_depth()
    {
        SqlText inner = $"rating = {"PG"}";
        SqlText outer = $"{inner} and length > {90}";
        SqlText query = $"select * from {Fragment.Identifier("public", "my \"film\"")} where {outer} or {inner} limit {10}";
        var bound = Compile(query);
        Assert.Equal("select * from \"public\".\"my \"\"film\"\"\" where rating = $1 and length > $2 or rating = $3 limit $4", bound.Text);
        Assert.Equal(["PG", 90, "PG", 10], bound.Parameters.Select(parameter => parameter.Value));
    }

    [Fact]
    public void Fragments_join()
    {
        SqlText[] tests = [Fragment.Format($"a = {1}"), Fragment.Raw("b is null"), Fragment.Format($"c = {2}")];
        SqlText query = $"select 1 where {Fragment.Join(" and ", tests)}{Fragment.Empty}";
        Assert.Equal("select 1 where a = $1 and b is null and c = $2", Compile(query).Text);
        Assert.Equal("", Compile(Fragment.Join(", ", [])).Text);
    }

    [Fact]
    public void A_name_is_quoted_as_the_dialect_does()
    {
        SqlText query = $"select {Fragment.Identifier("a`b\"c")}";
        Assert.Equal("select \"a`b\"\"c\"", Compile(query).Text);
        Assert.Equal("select `a``b\"c`", BindCompiler.Compile(query, SqlSyntax.MySql, BindStyle.Named).Text);
    }

    [Fact]
    public void Lists_spread_behind_in()
    {
        int[] ids = [1, 2];
        SqlText query = $"select 1 where a in {ids} and b in ({ids}) and c = any({ids}) and d not in {Array.Empty<int>()}";
        Assert.Equal("select 1 where a in ($1, $2) and b in ($3, $4) and c = any($5) and d <> all('{}')", Compile(query).Text);
    }

    [Fact]
    public void A_hole_may_touch_what_is_no_word()
    {
        SqlText query = $"select a[{1}:{2}], {3}::int,({4}),-{5} from t where j ?{"k"} and x={6};";
        Assert.Equal("select a[$1:$2], $3::int,($4),-$5 from t where j ?$6 and x=$7;", Compile(query).Text);
    }

    public static TheoryData<SqlText, string> Refused =>
        new()
        {
            { $"select '{1}'", "inside a string literal" },
            { $"select '%' || '{1}%' || {2}", "inside a string literal" },
            { $"select E'\\'{1}'", "inside a string literal" },
            { $"select $$ {1} $$", "inside a string literal" },
            { $"select 1 -- {1}", "inside a comment" },
            { $"select /* {1} */ 1", "inside a comment" },
            { $"select \"{1}\"", "inside a quoted identifier" },
            { $"select * from film_{1}", "touches the word" },
            { $"select * from t limit{1}", "touches the word" },
            { $"select {1}day", "touches the word" },
            { $"select ${1}", "touches the word" },
            { $"select {1}{2}", "touches the word" },
            { $"select {Fragment.Identifier("a")}{Fragment.Identifier("b")}", "touches the word" },
            { $"select \"a\"{Fragment.Identifier("b")}", "touches the word" },
            { $"select u&{Fragment.Identifier("b")}", "touches the word" },
            { $"select {Fragment.Raw("'")} {1} {Fragment.Raw("'")}", "inside a string literal" },
            { $"select {1}, :a", "no value for :a" },
            { $"select {1}, $1", "mixes the parameter $1" },
        };

    [Theory]
    [MemberData(nameof(Refused), DisableDiscoveryEnumeration = true)]
    public void What_would_not_be_a_parameter_is_refused(SqlText query, string reason)
    {
        var problem = Compile(query).Problem;
        Assert.NotNull(problem);
        Assert.Contains(reason, problem.Describe(), StringComparison.Ordinal);
    }

    [Fact]
    public void Every_refused_hole_is_named()
    {
        SqlText query = $"select {1}, '{2} {3}' -- {4}";
        Assert.Equal(["hole {1}", "hole {2}", "hole {3}"], Compile(query).Problem!.Refusals.Select(refusal => refusal[..8]));
    }

    [Theory]
    [InlineData("select @\0")]
    [InlineData("select ?\0")]
    public void A_sign_that_would_join_the_parameters_name_is_refused(string text)
    {
        var parts = text.Split('\0');
        SqlText query = $"{Fragment.Raw(parts[0])}{1}{Fragment.Raw(parts[1])}";
        Assert.NotNull(BindCompiler.Compile(query, SqlSyntax.MySql, BindStyle.Named).Problem);
        Assert.NotNull(BindCompiler.Compile(query, SqlSyntax.Sqlite, BindStyle.Named).Problem);
    }

    [Fact]
    public void What_cannot_be_composed_throws()
    {
        SqlText[] list = [Fragment.Empty];
        Assert.Throws<ArgumentException>(() => Fragment.Format($"select {list}"));
        Assert.Throws<ArgumentException>(() => Fragment.Raw("a\0b"));
        Assert.Throws<ArgumentException>(() => Fragment.Identifier("a\0b"));
        Assert.Throws<ArgumentException>(() => Fragment.Identifier("a", ""));
        Assert.Throws<ArgumentException>(() => Fragment.Identifier());
        Assert.Throws<ArgumentNullException>(() => Fragment.Format($"select {(SqlText)null!}"));
    }

    [Fact]
    public void A_text_that_was_used_stays_as_it_is()
    {
        SqlText query = $"select {1}";
        _ = query.ToString();
        Assert.Throws<InvalidOperationException>(() => query.AppendLiteral("; drop table film"));
        Assert.Throws<InvalidOperationException>(() => query.AppendFormatted(2));
    }

    /// <summary>Formats and alignments do not compile; the attribute carries the explanation.</summary>
    [Fact]
    public void A_format_is_an_error_at_compile_time()
    {
        var formatting = typeof(SqlText)
            .GetMethods()
            .Where(method => method.Name == "AppendFormatted" && method.GetParameters().Length > 1)
            .ToList();
        Assert.Equal(2, formatting.Count);
        Assert.All(
            formatting,
            method => Assert.True(method.GetCustomAttributes(typeof(ObsoleteAttribute), false) is [ObsoleteAttribute { IsError: true }])
        );
    }

    static BoundSql Compile(SqlText query) => BindCompiler.Compile(query, SqlSyntax.PostgreSql, BindStyle.Numbered);

    /// <summary>A string that the compiler folds from constants would else go to the string overload, unbound.</summary>
    [Fact]
    public void Every_overload_for_interpolation_wins_over_the_one_for_strings()
    {
        var methods = typeof(Executor)
            .GetMethods()
            .Where(method => method.GetParameters() is [{ ParameterType: var first }, ..] && first == typeof(SqlText));
        Assert.Equal(4, methods.Count());
        Assert.All(methods, method => Assert.Equal(1, method.GetCustomAttribute<OverloadResolutionPriorityAttribute>()?.Priority));
    }

    [OverloadResolutionPriority(1)]
    static string Overloaded(SqlText sql) => sql is null ? "" : "text";

    static string Overloaded(string sql) => sql is null ? "" : "string";
}
