namespace Dialtone.Shell.Editing;

/// <summary>What a person has told readline already, and need not tell again.</summary>
static class ReadlineSettings
{
    static readonly Lazy<string?> Mode = new(ReadMode);

    /// <summary>The editing mode of <c>~/.inputrc</c>: <c>vi</c> or <c>emacs</c>; <see langword="null"/> if it does not say.</summary>
    public static string? EditingMode() => Mode.Value;

    static string? ReadMode()
    {
        var file =
            Environment.GetEnvironmentVariable("INPUTRC")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".inputrc");
        try
        {
            return File.ReadLines(file)
                .Select(line => line.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries))
                .LastOrDefault(words => words is ["set", "editing-mode", _, ..])
                ?[2];
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
