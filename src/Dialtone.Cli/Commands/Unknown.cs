using System.CommandLine;

namespace Dialtone.Cli.Commands;

/// <summary>Words of the command line that mean nothing, with the nearest one that would.</summary>
static class Unknown
{
    /// <summary>An option that the command does not have.</summary>
    public static UsageException Option(string word, Command command)
    {
        var name = word.Split('=', 2)[0];
        var known = command.Options.Where(option => !option.Hidden).SelectMany(option => option.Aliases.Prepend(option.Name));
        var path = command is RootCommand ? "dialtone" : $"dialtone {command.Name}";
        return new($"{path} has no option {name}", null, $"{Suggest(name, known)}{path} --help lists the options");
    }

    /// <summary>A command that does not exist.</summary>
    public static UsageException Command(string word, Command root) =>
        word.Contains("://", StringComparison.Ordinal)
            // Not repeated: it may hold a password.
            ? new("a target needs a command in front of it", null, "dialtone query TARGET -c 'select 1'")
            : new(
                $"there is no command {word}",
                null,
                $"{Suggest(word, root.Subcommands.Select(command => command.Name))}dialtone --help lists the commands"
            );

    static string Suggest(string word, IEnumerable<string> known)
    {
        var (nearest, distance) = known
            .Select(candidate => (candidate, Distance(word, candidate)))
            .DefaultIfEmpty(("", int.MaxValue))
            .MinBy(pair => pair.Item2);
        return distance <= Math.Max(1, nearest.TrimStart('-').Length / 3) ? $"did you mean {nearest}? " : "";
    }

    // Optimal string alignment: insertions, deletions, substitutions, neighbours swapped.
    static int Distance(string from, string to)
    {
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }

                var best = Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1;
                best = Math.Min(best, rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1));
                var isSwap = i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1];
                rows[i, j] = isSwap ? Math.Min(best, rows[i - 2, j - 2] + 1) : best;
            }
        }

        return rows[from.Length, to.Length];
    }
}
