using System.Collections.Frozen;

namespace Dialtone.Cli.Demo.Sample;

/// <summary>The texts that are embedded in the program: schemas, and word lists of which the rows are made.</summary>
static class SampleText
{
    /// <summary>An embedded file of the folder <c>Demo/Data</c>, whole.</summary>
    public static string Read(string file)
    {
        var stream =
            typeof(SampleText).Assembly.GetManifestResourceStream($"Demo.{file}")
            ?? throw new InvalidOperationException($"the program lacks its embedded file {file}");
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }

    /// <summary>The lists of a file: lines under a heading in brackets. Lines that begin with <c>#</c> are for people.</summary>
    public static IEnumerable<(string Heading, string[] Lines)> ReadSections(string file)
    {
        string? heading = null;
        var lines = new List<string>();
        foreach (var line in Read(file).Split('\n').Where(line => line.Length > 0 && line[0] != '#'))
        {
            if (line[0] != '[')
            {
                lines.Add(line);
                continue;
            }

            if (heading is not null)
            {
                yield return (heading, [.. lines]);
            }

            heading = line[1..^1];
            lines.Clear();
        }

        yield return (heading!, [.. lines]);
    }

    /// <summary>The word lists by their heading.</summary>
    public static FrozenDictionary<string, string[]> ReadWords() =>
        ReadSections("words.txt").ToFrozenDictionary(section => section.Heading, section => Array.ConvertAll(section.Lines, Unescape));

    static string Unescape(string line) =>
        line.Replace(@"\n", "\n", StringComparison.Ordinal)
            .Replace(@"\t", "\t", StringComparison.Ordinal)
            .Replace(@"\\", @"\", StringComparison.Ordinal);
}
