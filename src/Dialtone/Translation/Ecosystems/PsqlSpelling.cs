using System.Text.RegularExpressions;
using Dialtone.Parameters;
using Dialtone.Translation.Languages;

namespace Dialtone.Translation.Ecosystems;

/// <summary>A command line of psql. The password goes through the environment: other users can see a process's arguments.</summary>
sealed partial class PsqlSpelling() : LibpqSpelling("psql", "psql command line")
{
    public override bool Recognizes(string text) => CommandLine().IsMatch(text);

    public override string Write(Draft draft)
    {
        foreach (var parameter in draft.Parameters)
            if (!Shell.CanQuote(parameter.Reveal()))
                draft.Lose(parameter.Keyword, "it holds a control character, which a shell's command line should not");
        if (draft.Has("sslpassword"))
            draft.Warn("sslpassword", "sslpassword has no environment variable: other users of the machine can see it among the arguments");
        var password = draft.Take("password");
        var words = LibpqKeywordsSpelling.Text(TakeAll(draft));
        var command = words.Length == 0 ? "psql" : $"psql {Shell.Quote(words)}";
        return password is null ? command : $"PGPASSWORD={Shell.Quote(password)} {command}";
    }

    public override Target Read(string text, Reading reading)
    {
        var words =
            Shell.Split(text).Find(command => command.Exists(IsPsql)) ?? throw Reading.Wrong("there is no psql in the command", "psql …");
        var start = words.FindIndex(IsPsql);
        LibpqEnvironmentSpelling.ReadVariables(
            words.Take(start).Select(word => word.Split('=', 2)).Where(pair => pair.Length == 2).Select(pair => (pair[0], pair[1])),
            reading
        );
        var rest = new Queue<string>(words.Skip(start + 1));
        List<string> plain = [];
        while (rest.TryDequeue(out var word))
        {
            if (word is not ['-', _, ..])
                plain.Add(word);
            else if (Option(word, rest) is { Keyword: { } keyword } option)
                Store(keyword, option.Value, reading);
            else
                reading.Ignore(word.TrimStart('-').Split('=')[0]);
        }
        if (plain.Count > 0)
            Store("dbname", plain[0], reading);
        if (plain.Count > 1)
            reading.Set("user", plain[1]);
        return reading.ToTarget();
    }

    static bool IsPsql(string word) => word == "psql" || word.EndsWith("/psql", StringComparison.Ordinal);

    static (string? Keyword, string Value) Option(string word, Queue<string> rest)
    {
        (string Short, string Long, string Keyword)[] options =
        [
            ("-h", "--host", "host"),
            ("-p", "--port", "port"),
            ("-U", "--username", "user"),
            ("-d", "--dbname", "dbname"),
        ];
        foreach (var (brief, full, keyword) in options)
        {
            if (word == brief || word == full)
                return (keyword, rest.TryDequeue(out var next) ? next : "");
            if (word.StartsWith(full + "=", StringComparison.Ordinal))
                return (keyword, word[(full.Length + 1)..]);
            if (word.StartsWith(brief, StringComparison.Ordinal) && !word.StartsWith("--", StringComparison.Ordinal))
                return (keyword, word[2..]);
        }
        // Options with a value that has nothing to do with the connection.
        if (word is "-c" or "-f" or "-v" or "-o" or "-P" or "-F" or "-R" or "-T" or "-L")
            rest.TryDequeue(out _);
        return (null, "");
    }

    // As psql does: a database that looks like a connection string is one.
    static void Store(string keyword, string value, Reading reading)
    {
        if (keyword == "dbname" && (value.Contains('=') || LibpqUri.Matches(value)))
            ReadTarget(value, reading);
        else
            reading.Set(keyword, value);
    }

    [GeneratedRegex(@"\A\s*([A-Za-z_]+=('[^']*'|""[^""]*""|\\.|[^\s'""\\])*\s+)*(\S*/)?psql(\s|\z)")]
    private static partial Regex CommandLine();
}
