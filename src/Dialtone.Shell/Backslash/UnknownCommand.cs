using Dialtone.Shell.Describe.Postgres;

namespace Dialtone.Shell.Backslash;

/// <summary>What to say about a command that does not exist: the nearest ones.</summary>
static class UnknownCommand
{
    /// <summary>The advice, with a semicolon before it; empty if nothing is near.</summary>
    public static string Advice(string word)
    {
        var near = SlashCommands
            .All.SelectMany(command => command.Names)
            .Concat(DescribeCommands.All.Select(command => command.Name))
            .Distinct()
            .Select(name => (Name: name, Distance: Distance(word.TrimEnd('+'), name)))
            .Where(candidate => candidate.Distance <= Math.Max(1, word.Length / 3))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(3)
            .Select(candidate => $"\\{candidate.Name}")
            .ToArray();
        return near.Length == 0 ? ". Try \\? for help." : $"; did you mean {string.Join(" or ", near)}?";
    }

    // Levenshtein's distance; words are short.
    static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var cost = diagonal + (left[i - 1] == right[j - 1] ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(cost, 1 + Math.Min(diagonal, row[j - 1]));
            }
        }

        return row[^1];
    }
}
