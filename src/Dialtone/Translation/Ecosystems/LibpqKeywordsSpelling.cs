using Dialtone.Parameters;

namespace Dialtone.Translation.Ecosystems;

/// <summary><c>host=… dbname=… sslmode=…</c>.</summary>
sealed class LibpqKeywordsSpelling() : LibpqSpelling("libpq", "libpq keyword/value string")
{
    public override string Write(Draft draft) => Text(TakeAll(draft));

    public override Target Read(string text, Reading reading) => Target.Parse(text, []);

    /// <summary>Pairs as libpq reads them.</summary>
    public static string Text(IEnumerable<(string Keyword, string Value)> parameters) =>
        string.Join(' ', parameters.Select(pair => $"{pair.Keyword}={Quote(pair.Value)}"));

    static string Quote(string value) =>
        value.Length > 0 && !value.Any(character => LibpqText.IsSpace(character) || character is '\'' or '\\')
            ? value
            : $"'{value.Replace("\\", @"\\", StringComparison.Ordinal).Replace("'", @"\'", StringComparison.Ordinal)}'";
}
