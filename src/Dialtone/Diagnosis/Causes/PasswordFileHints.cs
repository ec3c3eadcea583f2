namespace Dialtone.Diagnosis.Causes;

/// <summary>Says why a password file gave no password, without telling any.</summary>
static class PasswordFileHints
{
    /// <summary>The state of the file and the line that nearly fits.</summary>
    /// <param name="file">The case.</param>
    /// <param name="key">What was looked for: <c>host:port:database:user</c>.</param>
    public static string Describe(CaseFile file, string key)
    {
        if (file.Resolved is null)
        {
            return "host names must be equal to the letter there.";
        }

        if (file.Shown("passfile") is not { Length: > 0 } path || !File.Exists(path))
        {
            return "there is no password file.";
        }

        if (!OperatingSystem.IsWindows() && ((int)File.GetUnixFileMode(path) & 0x3f) != 0)
        {
            return $"{path} is passed over, because others may read it: chmod 600 {path}.";
        }

        try
        {
            var wanted = key.Split(':');
            var nearest = File.ReadLines(path)
                .Select((line, index) => (Fields: line.Split(':'), Number: index + 1))
                .Where(line => line.Fields is { Length: >= 5 } fields && !fields[0].StartsWith('#'))
                .Select(line =>
                    (line.Fields, line.Number, Same: wanted.Zip(line.Fields).Count(pair => pair.Second is "*" || pair.First == pair.Second))
                )
                .OrderByDescending(line => line.Same)
                .FirstOrDefault();
            return nearest.Fields is null
                ? $"{path} holds no line of the form host:port:database:user:password."
                : $"nearest is line {nearest.Number} of {path}: {string.Join(':', nearest.Fields.Take(4))}:… (a name, its address and a socket are different hosts).";
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return $"{path} cannot be read.";
        }
    }
}
