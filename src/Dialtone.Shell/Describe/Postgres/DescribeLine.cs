namespace Dialtone.Shell.Describe.Postgres;

/// <summary>Finds the describing command that a word means: <c>dtS+</c> is <c>\dt</c> with two modifiers.</summary>
static class DescribeLine
{
    /// <summary>The command and its modifiers, or <see langword="null"/> if the word is none of the family.</summary>
    /// <param name="word">The word without its backslash.</param>
    /// <param name="patterns">What follows it.</param>
    public static (DescribeCommand Command, DescribeRequest Request)? Find(string word, IReadOnlyList<string> patterns)
    {
        var bare = word.Replace("+", "", StringComparison.Ordinal).Replace("S", "", StringComparison.Ordinal);
        var command = DescribeCommands
            .All.Where(command => bare.StartsWith(command.Name, StringComparison.Ordinal) && HasOnlyLetters(bare, command))
            .MaxBy(command => command.Name.Length);
        if (command is null)
        {
            return null;
        }

        return (
            command,
            new(command.Name, patterns)
            {
                IsVerbose = word.Contains('+', StringComparison.Ordinal),
                WithSystem = word.Contains('S', StringComparison.Ordinal),
                Selection = bare[command.Name.Length..],
            }
        );
    }

    static bool HasOnlyLetters(string word, DescribeCommand command) =>
        word[command.Name.Length..].All(letter => command.Letters.Contains(letter, StringComparison.Ordinal));
}
