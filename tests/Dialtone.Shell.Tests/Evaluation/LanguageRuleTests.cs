using Dialtone.Shell.Evaluation;

namespace Dialtone.Shell.Tests.Evaluation;

/// <summary>SQL or C#, by a table of inputs, and by what is declared.</summary>
public sealed class LanguageRuleTests
{
    static readonly string[] Table = File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "Evaluation", "languages.txt"));

    [Fact]
    public void Each_input_of_the_table_is_in_its_language()
    {
        var rows = Table.Where(line => !line.StartsWith('#')).Select(line => line.Split(' ', 2)).ToList();
        Assert.True(rows.Count > 150);
        var rule = new LanguageRule(name => name is "engine" or "connection" or "_" or "Out", CSharpText.Parses);
        Assert.All(
            rows,
            row =>
            {
                var text = row[1].Replace("\\n", "\n", StringComparison.Ordinal);
                var expected = row[0] switch
                {
                    "sql" => InputKind.Sql,
                    "cs" => InputKind.CSharp,
                    _ => InputKind.SqlToVariable,
                };
                Assert.True(rule.Decide(text) == expected, $"{rule.Decide(text)}: {text}");
            }
        );
    }

    /// <summary>A name that is an SQL verb means C# where something has the name and the text is C#.</summary>
    [Theory]
    [InlineData("update = 3", "update", true)]
    [InlineData("table.Rows", "table", true)]
    [InlineData("values[0]", "values", true)]
    [InlineData("select(1)", "select", true)]
    [InlineData("set.Add(1)", "set", true)]
    [InlineData("update film set name = 'x'", "update", false)]
    [InlineData("select name from film", "select", false)]
    [InlineData("values (1), (2)", "values", false)]
    [InlineData("update = 3", "other", false)]
    [InlineData("var x = values[0]", "values", true)]
    public void A_declared_name_means_csharp(string text, string declared, bool isCSharp)
    {
        var rule = new LanguageRule(name => name == declared, CSharpText.Parses);
        Assert.Equal(isCSharp, rule.Decide(text) == InputKind.CSharp);
    }

    /// <summary>What begins with an unknown verb of SQL is decided without the compiler.</summary>
    [Theory]
    [InlineData("select 1")]
    [InlineData("with a as (select 1) select * from a")]
    [InlineData("begin")]
    [InlineData("var films = select 1")]
    public void Sql_does_not_ask_the_parser(string text)
    {
        var rule = new LanguageRule(_ => false, _ => throw new InvalidOperationException("the parser was asked"));
        Assert.NotEqual(InputKind.CSharp, rule.Decide(text));
    }

    [Theory]
    [InlineData("1 + 1", true)]
    [InlineData("var x = 1", true)]
    [InlineData("var x =", false)]
    [InlineData("foreach (var x in xs)", false)]
    [InlineData("foreach (var x in xs) { }", true)]
    [InlineData("if (true)", false)]
    [InlineData("while (true);", true)]
    [InlineData("int F()\n{", false)]
    [InlineData("int F()\n{\n return 1;\n}", true)]
    [InlineData("new[] {", false)]
    [InlineData("f(1,", false)]
    [InlineData("films.Where(f => f.Id > 1)", true)]
    [InlineData("var s = \"\"\"\n text", false)]
    [InlineData("f(1,\n\n", true)]
    [InlineData("throw new Exception(\"x\")", true)]
    public void Enter_runs_what_is_whole(string text, bool isComplete) => Assert.Equal(isComplete, CSharpText.IsComplete(text));
}
