using Dialtone.Shell.Editing;

namespace Dialtone.Shell.Completion;

/// <summary>Chooses and orders candidates for what is typed.</summary>
static class CompletionRanking
{
    const int Maximum = 200;

    /// <summary>The candidates that match, in the order of the groups they are given in; in a group, what begins with the word comes first.</summary>
    /// <param name="start">Where the word begins.</param>
    /// <param name="word">What is typed of it.</param>
    /// <param name="groups">The candidates, the likeliest group first.</param>
    public static CompletionList Rank(int start, string word, params IEnumerable<CompletionItem>[] groups)
    {
        var bare = word.Trim('"', '`');
        var items = groups
            .SelectMany((group, rank) => group.Select(item => (Item: item, Group: rank, Match: Match(item.Label, bare))))
            .Where(candidate => candidate.Match >= 0)
            .OrderBy(candidate => candidate.Match > 0)
            .ThenBy(candidate => candidate.Group)
            .ThenBy(candidate => candidate.Match)
            .Select(candidate => candidate.Item)
            .DistinctBy(item => (item.Insert, item.Kind))
            .Take(Maximum)
            .ToArray();
        return items is [var only] && only.Insert == word ? CompletionList.None : new(start, items);
    }

    // 0: begins with it, if need be behind its qualifier; 1: a part of it begins with it; 2: holds it; -1: no match.
    static int Match(string label, string word) =>
        label.StartsWith(word, StringComparison.OrdinalIgnoreCase) || label.Contains("." + word, StringComparison.OrdinalIgnoreCase) ? 0
        : word.Length < 2 ? -1
        : label.Contains("_" + word, StringComparison.OrdinalIgnoreCase) || label.Contains("." + word, StringComparison.OrdinalIgnoreCase)
            ? 1
        : label.Contains(word, StringComparison.OrdinalIgnoreCase) ? 2
        : -1;
}
