using System.Globalization;
using System.Text;

namespace Dialtone.Translation.Languages;

/// <summary>Mappings of YAML: as much as configuration files of connections hold.</summary>
static class Yaml
{
    /// <summary>A text in double quotes.</summary>
    /// <param name="text">The text.</param>
    /// <param name="isTemplate">Whether ERB reads the file first, as Rails has it: its mark is taken apart.</param>
    /// <param name="doublesDollar">Whether a dollar sign begins a variable, as in Compose.</param>
    public static string Quote(string text, bool isTemplate = false, bool doublesDollar = false)
    {
        var literal = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            _ = rune.Value switch
            {
                '"' or '\\' => literal.Append('\\').Append((char)rune.Value),
                '%' or '<' when isTemplate => literal.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                '$' when doublesDollar => literal.Append("$$"),
                _ when PlainCharacter.Is(rune) => literal.Append(rune.ToString()),
                <= 0xff => literal.Append(CultureInfo.InvariantCulture, $"\\x{rune.Value:x2}"),
                <= 0xffff => literal.Append(CultureInfo.InvariantCulture, $"\\u{rune.Value:x4}"),
                _ => literal.Append(CultureInfo.InvariantCulture, $"\\U{rune.Value:x8}"),
            };
        }
        return literal.Append('"').ToString();
    }

    /// <summary>The scalars of every mapping, under the names that lead to it; <c>&lt;&lt;: *name</c> brings those of another in.</summary>
    public static List<(string Path, List<(string Key, string Value)> Pairs)> ReadMappings(string text)
    {
        List<(string Path, List<(string Key, string Value)> Pairs)> mappings = [("", [])];
        List<(int Indent, string Name)> path = [];
        var anchors = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var line in text.Split('\n'))
        {
            var content = line.Trim();
            var indent = line.Length - line.TrimStart(' ').Length;
            if (content is "" or ['#', ..] || content == "---" || content.IndexOf(':') is var colon && colon <= 0)
                continue;
            while (path.Count > 0 && path[^1].Indent >= indent)
                path.RemoveAt(path.Count - 1);
            var name = content[..colon].Trim().Trim('"', '\'');
            var value = content[(colon + 1)..].Trim();
            if (value is "" or ['&' or '#', ..])
            {
                path.Add((indent, name));
                if (value is ['&', .. var anchor])
                    anchors[anchor.Trim()] = Joined(path);
                if (mappings.TrueForAll(mapping => mapping.Path != Joined(path)))
                    mappings.Add((Joined(path), []));
                continue;
            }
            var pairs = mappings.Find(mapping => mapping.Path == Joined(path)).Pairs;
            if (name == "<<" && value is ['*', .. var reference] && anchors.TryGetValue(reference.Trim(), out var merged))
                pairs.AddRange(mappings.Find(mapping => mapping.Path == merged).Pairs);
            else
                pairs.Add((name, ReadScalar(value)));
        }
        return mappings;
    }

    static string Joined(List<(int Indent, string Name)> path) => string.Join('.', path.Select(step => step.Name));

    static string ReadScalar(string text)
    {
        if (text[0] == '"')
            // YAML's escapes in double quotes are Python's, but for those that nobody writes here.
            return new CodeScanner(CodeLanguage.Python, text).Next().Text;
        if (text[0] == '\'')
        {
            var end = 1;
            while (end < text.Length && (text[end] != '\'' || (end + 1 < text.Length && text[end + 1] == '\'')))
                end += text[end] == '\'' ? 2 : 1;
            return text[1..Math.Min(end, text.Length)].Replace("''", "'", StringComparison.Ordinal);
        }
        var comment = text.IndexOf(" #", StringComparison.Ordinal);
        return comment < 0 ? text : text[..comment].TrimEnd();
    }
}
