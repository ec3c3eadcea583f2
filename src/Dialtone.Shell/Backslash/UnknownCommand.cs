using Dialtone.Shell.Describe.Plain;
using Dialtone.Shell.Describe.Postgres;

namespace Dialtone.Shell.Backslash;

/// <summary>What to say about a command that does not exist: the nearest ones.</summary>
static class UnknownCommand
{
    /// <summary>The advice, with a sign before it that joins it to the message.</summary>
    /// <param name="word">What was typed, without the backslash.</param>
    /// <param name="isPostgres">Whether the server has the whole family of describing commands.</param>
    public static string Advice(string word, bool isPostgres)
    {
        var describing = isPostgres ? DescribeCommands.All.Select(command => command.Name) : PlainListings.Names;
        var near = SlashCommands
            .All.SelectMany(command => command.Names)
            .Concat(describing)
            .Distinct()
            .Select(name => (Name: name, Distance: EditDistance.Between(word.TrimEnd('+'), name)))
            .Where(candidate => candidate.Distance <= Math.Max(1, word.Length / 2))
            .OrderBy(candidate => candidate.Distance)
            .ThenBy(candidate => candidate.Name, StringComparer.Ordinal)
            .Take(3)
            .Select(candidate => $"\\{candidate.Name}")
            .ToArray();
        return near.Length == 0 ? ". Try \\? for help." : $"; did you mean {string.Join(" or ", near)}?";
    }
}
