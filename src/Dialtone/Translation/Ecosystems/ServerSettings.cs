using System.Text;
using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary>libpq's <c>options=-c name=value</c> as pairs, for drivers that take settings one by one.</summary>
static class ServerSettings
{
    /// <summary>The settings; <see langword="null"/> if the options hold anything else.</summary>
    public static List<(string Name, string Value)>? Split(string options)
    {
        List<(string, string)> settings = [];
        var words = Words(options);
        for (var index = 0; index < words.Count; index++)
        {
            var word = words[index];
            var setting =
                word == "-c" && index + 1 < words.Count ? words[++index]
                : word.StartsWith("--", StringComparison.Ordinal) || word.StartsWith("-c", StringComparison.Ordinal) ? word[2..]
                : "";
            var equals = setting.IndexOf('=');
            if (equals <= 0)
                return null;
            settings.Add((setting[..equals].Replace('-', '_'), setting[(equals + 1)..]));
        }
        return settings;
    }

    /// <summary>The pairs as options.</summary>
    public static string Join(IEnumerable<(string Name, string Value)> settings) =>
        string.Join(' ', settings.Select(pair => $"-c {pair.Name}={Escape(pair.Value)}"));

    static string Escape(string value)
    {
        var escaped = new StringBuilder();
        foreach (var character in value)
        {
            if (character == '\\' || LibpqText.IsSpace(character))
                escaped.Append('\\');
            escaped.Append(character);
        }
        return escaped.ToString();
    }

    static List<string> Words(string options)
    {
        List<string> words = [];
        var word = new StringBuilder();
        for (var at = 0; at < options.Length; at++)
        {
            if (LibpqText.IsSpace(options[at]))
            {
                if (word.Length > 0)
                    words.Add(word.ToString());
                word.Clear();
            }
            else
                word.Append(options[at] == '\\' && at + 1 < options.Length ? options[++at] : options[at]);
        }
        if (word.Length > 0)
            words.Add(word.ToString());
        return words;
    }
}
