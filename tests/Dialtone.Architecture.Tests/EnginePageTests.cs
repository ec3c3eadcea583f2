using System.Globalization;
using System.Text.RegularExpressions;

namespace Dialtone.Architecture.Tests;

/// <summary>docs/engine.md has a row for each of the forty ranks, and the tests that it names exist.</summary>
public sealed partial class EnginePageTests
{
    static readonly string Page = File.ReadAllText(Path.Combine(Repository.Root, "docs", "engine.md"));

    [Fact]
    public void Each_rank_has_a_row() =>
        Assert.Equal(
            Enumerable.Range(1, 40),
            Rank().Matches(Page).Select(row => int.Parse(row.Groups["rank"].ValueSpan, CultureInfo.InvariantCulture))
        );

    [Fact]
    public void The_tests_that_it_names_exist() =>
        Assert.All(
            TestName().Matches(Page).Select(name => name.Groups["name"].Value).Distinct(),
            name =>
                Assert.Contains(
                    Directory.EnumerateFiles(Path.Combine(Repository.Root, "tests"), "*Tests.cs", SearchOption.AllDirectories),
                    file => file.EndsWith($"/{name}.cs", StringComparison.Ordinal)
                )
        );

    [GeneratedRegex(@"^\| (?<rank>[0-9]+) \|", RegexOptions.Multiline)]
    private static partial Regex Rank();

    [GeneratedRegex("`(?<name>[A-Za-z]+/[A-Za-z]+Tests)`")]
    private static partial Regex TestName();
}
