using System.Text.RegularExpressions;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

/// <summary>docs/parameters.md tells the truth about the keyword tables: every keyword, its variable, its default, its refusal, and tests that exist.</summary>
public sealed partial class ParameterPageTests
{
    static readonly string[] Page = File.ReadAllLines(VectorFile.RepositoryPath("docs/parameters.md"));

    static readonly string[] Tests =
    [
        .. Directory
            .EnumerateFiles(VectorFile.RepositoryPath("tests"), "*Tests.cs", SearchOption.AllDirectories)
            .Select(file => Path.GetFileNameWithoutExtension(file)),
    ];

    [Fact]
    public void Postgres() => AssertRows("## PostgreSQL", PostgresKeywords.Table, withEnvironment: true);

    [Fact]
    public void MySql() => AssertRows("## MySQL", MySqlKeywords.Table, withEnvironment: false);

    [Fact]
    public void Sqlite() => AssertRows("## SQLite", SqliteKeywords.Table, withEnvironment: false);

    [Fact]
    public void Variables_without_a_keyword_are_on_the_page()
    {
        foreach (var row in PostgresKeywords.SessionSettings.Rows)
        {
            Assert.Contains(Page, line => line.StartsWith($"| `{row.EnvironmentName}` | works", StringComparison.Ordinal));
        }
    }

    static void AssertRows(string heading, KeywordTable table, bool withEnvironment)
    {
        var rows = Section(heading).Where(cells => cells.Length == (withEnvironment ? 5 : 4)).ToArray();
        Assert.Equal(table.Rows.Select(row => row.Keyword), rows.Select(cells => Code().Match(cells[0]).Groups[1].Value));
        foreach (var (definition, cells) in table.Rows.Zip(rows))
        {
            var expected = definition.DefaultValue switch
            {
                null => "",
                "" => "empty",
                var value => $"`{value}`",
            };
            Assert.Equal((definition.Keyword, expected), (definition.Keyword, cells[^3]));
            if (withEnvironment)
            {
                Assert.Equal(definition.EnvironmentName is { } name ? $"`{name}`" : "", cells[1]);
            }

            var status = cells[^2];
            Assert.Matches("^(works|read;|no effect, |refused: |`|false works|Windows only)", status);
            Assert.Contains(definition.Refusal ?? "", status, StringComparison.Ordinal);
            Assert.Contains(definition.NoEffect ?? "", status, StringComparison.Ordinal);
            var tests = Code().Matches(cells[^1]).Select(match => match.Groups[1].Value).ToArray();
            Assert.NotEmpty(tests);
            Assert.All(tests, test => Assert.Contains(test, Tests));
        }
    }

    /// <summary>The cells of the rows of a section's tables that begin with a keyword.</summary>
    static IEnumerable<string[]> Section(string heading) =>
        Page.SkipWhile(line => !line.StartsWith(heading, StringComparison.Ordinal))
            .Skip(1)
            .TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal))
            .Where(line => line.StartsWith("| `", StringComparison.Ordinal))
            .Select(line => line[2..^2].Split(" | ").Select(cell => cell.Trim()).ToArray());

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Code();
}
