using System.Globalization;
using System.Text.RegularExpressions;
using Dialtone.Diagnosis;

namespace Dialtone.Compliance.Tests.Diagnosis;

/// <summary>The forty cases of docs/doctor.md have their tests, and so has every cause.</summary>
public sealed partial class CaseTableTests
{
    static readonly string Root = FindRoot();

    /// <summary>The sources of the tests of the doctor, whole programs and other clients among them, without this one.</summary>
    static readonly string Sources = string.Concat(
        Directory
            .EnumerateFiles(Path.Combine(Root, "tests"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.EndsWith($"{nameof(CaseTableTests)}.cs", StringComparison.Ordinal))
            .Select(File.ReadAllText)
    );

    [Fact]
    public void Each_of_the_forty_cases_names_its_causes_and_its_tests()
    {
        var rows = File.ReadLines(Path.Combine(Root, "docs", "doctor.md"))
            .Select(line => Row().Match(line))
            .Where(match => match.Success)
            .ToList();
        Assert.Equal(Enumerable.Range(1, 40), rows.Select(row => int.Parse(row.Groups["number"].Value, CultureInfo.InvariantCulture)));
        foreach (var row in rows)
        {
            Assert.All(Words(row.Groups["causes"].Value), cause => Assert.Contains(KnownCauses.All, known => known.Id == cause));
            Assert.All(Words(row.Groups["tests"].Value), test => Assert.Contains($" {test}(", Sources, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void Each_cause_is_produced_by_a_test() =>
        Assert.All(
            KnownCauses.All,
            cause =>
                Assert.True(
                    Sources.Contains($"\"{cause.Id}\"", StringComparison.Ordinal)
                        || Sources.Contains($"[{cause.Id}]", StringComparison.Ordinal),
                    cause.Id
                )
        );

    static List<string> Words(string cell)
    {
        var words = Word().Matches(cell).Select(match => match.Groups[1].Value).ToList();
        Assert.NotEmpty(words);
        return words;
    }

    static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "Dialtone.slnx")))
            folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex(@"^\| (?<number>\d+) \|[^|]*\|(?<causes>[^|]*)\|(?<tests>[^|]*)\|$")]
    private static partial Regex Row();

    [GeneratedRegex("`([^`]+)`")]
    private static partial Regex Word();
}
