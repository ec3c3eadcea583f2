namespace Dialtone.Shell.Backslash;

/// <summary>A row of the table of backslash commands: what runs it, what help and completion say about it.</summary>
/// <param name="Names">Its names without the backslash, the usual one first.</param>
/// <param name="Arguments">Its arguments, for help.</param>
/// <param name="Description">What it does, for help.</param>
/// <param name="RunAsync">Does it.</param>
sealed record SlashCommand(
    string[] Names,
    string Arguments,
    string Description,
    Func<SqlSession, SlashCall, CancellationToken, Task> RunAsync
)
{
    /// <summary>Whether it also runs inside a branch of <c>\if</c> that is skipped.</summary>
    public bool IsConditional { get; init; }

    /// <summary>What it belongs to, for help.</summary>
    public string Group { get; init; } = "";

    /// <summary>A command with one name.</summary>
    public SlashCommand(string name, string arguments, string description, Func<SqlSession, SlashCall, CancellationToken, Task> runAsync)
        : this([name], arguments, description, runAsync) { }
}

/// <summary>A backslash command as it was typed.</summary>
/// <param name="Word">The word behind the backslash.</param>
/// <param name="Arguments">What follows it.</param>
sealed record SlashCall(string Word, SlashScanner Arguments);
