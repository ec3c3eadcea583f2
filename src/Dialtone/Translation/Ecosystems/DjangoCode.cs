using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>What Django's settings have in common for all databases.</summary>
static class DjangoCode
{
    static readonly (string Name, string Keyword)[] Names =
    [
        ("HOST", "host"),
        ("PORT", "port"),
        ("USER", "user"),
        ("PASSWORD", "password"),
    ];

    public static bool IsFor(string text, string backend) =>
        text.Contains("ENGINE", StringComparison.Ordinal) && text.Contains($"django.db.backends.{backend}", StringComparison.Ordinal);

    public static List<string> Main(Draft draft, string database)
    {
        List<string> entries = [];
        foreach (var (name, keyword) in Names.Append(("NAME", database)))
            if (draft.Take(keyword) is { } value)
                entries.Add(SqlAlchemyCode.Entry(name, CodeLanguage.Python.Quote(value)));
        return entries;
    }

    public static string Write(string engine, IEnumerable<string> main, IEnumerable<string> options)
    {
        var written = CodeBlock.Of("\"OPTIONS\": {", options, "}");
        var entries = main.Prepend(SqlAlchemyCode.Entry("ENGINE", CodeLanguage.Python.Quote(engine)));
        return CodeBlock.Of(
            "DATABASES = {",
            [CodeBlock.Of("\"default\": {", written == "\"OPTIONS\": {}" ? entries : entries.Append(written), "}")],
            "}"
        );
    }

    /// <summary>The dictionary of the default database.</summary>
    public static CodeNode Find(string text)
    {
        var code = CodeParser.Parse(CodeLanguage.Python, text);
        return code.Assigned("default")
            ?? code.Descendants.Select(item => item.Value).FirstOrDefault(node => node["ENGINE"] is not null)
            ?? throw Reading.Wrong("there is no database in the settings", "give the dictionary DATABASES");
    }

    public static void ReadMain(CodeNode settings, string database, Reading reading)
    {
        foreach (var (key, value) in settings.Items)
        {
            if (Array.Find(Names, row => row.Name == key).Keyword is { } keyword)
                reading.Set(keyword, value.Scalar);
            else if (key == "NAME")
                reading.Set(database, value.Scalar);
            else if (key is not (null or "ENGINE" or "OPTIONS"))
                reading.Ignore(key);
        }
    }
}
