using Dialtone.Cli.Output;
using Dialtone.Shell.Backslash;
using Dialtone.Shell.Describe.Plain;
using Dialtone.Shell.Describe.Postgres;
using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Completion;

/// <summary>Backslash commands and their arguments, from the tables that run them.</summary>
sealed class SlashCompletion(SqlSession session)
{
    static readonly string[] FileArguments = ["FILE", "[FILE]", "[FOLDER]"];
    static readonly string[] Relations = ["d", "dt", "dv", "di", "dm", "dp", "z", "sv", "ev", "dE", "ds"];
    static readonly string[] Functions = ["df", "da", "sf", "ef", "dfn", "dfp", "dft", "dfw"];

    /// <summary>What can stand at a place of a line that begins with a backslash.</summary>
    public CompletionList Complete(string text, int cursor, CatalogSnapshot known)
    {
        var line = text[TextMotion.LineStart(text, cursor)..cursor];
        var lineStart = cursor - line.Length;
        var begin = line.IndexOf('\\', StringComparison.Ordinal);
        var words = line[(begin + 1)..].Split(' ');
        var word = words[^1];
        if (words.Length == 1)
        {
            return CompletionRanking.Rank(lineStart + begin, line[begin..], Commands());
        }

        var command = words[0];
        var start = cursor - word.Length;
        var arguments = words.Length - 1;
        return CompletionRanking.Rank(start, word, Arguments(command, arguments, words, known));
    }

    IEnumerable<CompletionItem> Commands()
    {
        var isPostgres = session.Engine.Target.Dialect == "postgresql";
        var describing = isPostgres
            ? DescribeCommands.All.Select(row => new CompletionItem(
                "\\" + row.Name,
                "\\" + row.Name,
                row.Arguments,
                "list " + row.Description
            ))
            : PlainListings.Names.Select(name => new CompletionItem("\\" + name, "\\" + name, "[PATTERN]"));
        var others = SlashCommands.All.SelectMany(row =>
            row.Names.Select(name => new CompletionItem("\\" + name, "\\" + name, row.Arguments, row.Description))
        );
        return describing.Concat(others).OrderBy(item => item.Label, StringComparer.Ordinal);
    }

    IEnumerable<CompletionItem> Arguments(string command, int place, string[] words, CatalogSnapshot known)
    {
        var bare = command.TrimEnd('+', 'S');
        var row = SlashCommands.All.FirstOrDefault(row => row.Names.Contains(command, StringComparer.Ordinal));
        if (command == "pset")
        {
            return place == 1 ? PrintOptions.Names.Select(name => new CompletionItem(name, name, "option"))
                : place == 2 ? Values(words[1])
                : [];
        }

        if (Relations.Contains(bare, StringComparer.Ordinal))
        {
            return known.Relations.Select(SqlCandidates.Of);
        }

        if (Functions.Contains(bare, StringComparer.Ordinal))
        {
            return known
                .Functions.OrderBy(function => function.Schema == "pg_catalog")
                .Select(function => new CompletionItem(function.Name, function.Name, "function", function.Signature));
        }

        return bare switch
        {
            "dn" => known.Schemas.Select(schema => new CompletionItem(schema, schema, "schema")),
            "set" or "unset" or "echo" when place == 1 => session.Variables.All.Select(pair => new CompletionItem(
                pair.Key,
                pair.Key,
                "variable"
            )),
            "h" or "help" => SqlKeywords.All.Select(keyword => new CompletionItem(keyword, keyword, "keyword")),
            "timing" or "x" or "t" => Values("switch"),
            _ when row is not null && Array.Exists(FileArguments, argument => row.Arguments.Contains(argument, StringComparison.Ordinal)) =>
                FileNames.Complete(words[^1]),
            _ => [],
        };
    }

    static IEnumerable<CompletionItem> Values(string option) =>
        (
            option switch
            {
                "format" => ["aligned", "unaligned", "wrapped", .. KnownFormats.All.Select(format => format.Name)],
                "border" => ["0", "1", "2"],
                "linestyle" => ["ascii", "unicode"],
                "expanded" => ["on", "off", "auto"],
                "pager" => ["on", "off", "always"],
                _ => (IEnumerable<string>)["on", "off"],
            }
        )
            .Distinct()
            .Select(value => new CompletionItem(value, value, "value"));
}
