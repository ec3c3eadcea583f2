namespace Dialtone.Cli;

/// <summary>The command line cannot be followed, or a file of the user's cannot be used: exit code 1.</summary>
/// <param name="what">What is wrong, in one sentence without a final stop.</param>
/// <param name="origin">The offending value and where it came from, if the sentence does not say it.</param>
/// <param name="fix">How to fix it.</param>
sealed class UsageException(string what, string? origin = null, string? fix = null) : Exception(what)
{
    public string? Origin => origin;

    public string? Fix => fix;
}
