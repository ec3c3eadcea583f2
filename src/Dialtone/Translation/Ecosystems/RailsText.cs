using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A section of Rails's <c>database.yml</c>, which ERB reads before YAML does.</summary>
static class RailsText
{
    public static string Write(string adapter, IEnumerable<(string Name, string Value)> pairs) =>
        $"production:\n  adapter: {adapter}\n{string.Join('\n', pairs.Select(pair => $"  {pair.Name}: {Scalar(pair.Value)}"))}".TrimEnd(
            '\n'
        );

    public static bool IsFor(string text, params string[] adapters) =>
        Array.Exists(adapters, adapter => text.Contains($"adapter: {adapter}", StringComparison.Ordinal));

    /// <summary>The section for production, or the first one.</summary>
    public static List<(string Name, string Value)> Read(string text)
    {
        if (text.Contains("<%", StringComparison.Ordinal))
            throw Reading.Wrong("the file holds ERB, which only Ruby can read", "replace <%= … %> by its value");
        var sections = Yaml.ReadMappings(text).Where(section => section.Pairs.Exists(pair => pair.Key == "adapter")).ToList();
        if (sections.Count == 0)
            throw Reading.Wrong("there is no database in the file", "a section has a line adapter: postgresql");
        var chosen = sections.FindIndex(section => section.Path.StartsWith("production", StringComparison.Ordinal));
        return sections[Math.Max(chosen, 0)].Pairs;
    }

    // The drivers want ports and times as numbers.
    static string Scalar(string value) =>
        value.Length is > 0 and < 9 && value.All(char.IsAsciiDigit) && (value[0] != '0' || value.Length == 1) || value is "true" or "false"
            ? value
            : Yaml.Quote(value, isTemplate: true);
}
