namespace Dialtone.Servers.Processes;

/// <summary>Finds programs on PATH and in the folders that packages use without telling PATH.</summary>
static class Executables
{
    static readonly string[] Unlisted = ["/usr/sbin", "/usr/local/sbin", "/sbin", "/opt/homebrew/bin", "/usr/local/bin"];

    public static IEnumerable<string> Folders { get; } =
    [
        .. (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Union(Unlisted),
    ];

    public static string? Find(string program, params IEnumerable<string> before) =>
        before.Concat(Folders).Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
