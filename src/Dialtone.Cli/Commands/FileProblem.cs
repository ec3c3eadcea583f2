namespace Dialtone.Cli.Commands;

/// <summary>Files of the user's that cannot be used.</summary>
static class FileProblem
{
    public static UsageException Read(string path, Exception exception) => Read(path, Reason(exception));

    public static UsageException Read(string path, string reason) => new($"cannot read {path}: {reason}");

    public static UsageException Write(string path, Exception exception) =>
        new($"cannot write {path}: {(Directory.Exists(path) ? "it is a folder" : Reason(exception))}");

    static string Reason(Exception exception) =>
        exception switch
        {
            FileNotFoundException => "there is no such file",
            DirectoryNotFoundException => "there is no such folder",
            UnauthorizedAccessException => "permission denied",
            _ => exception.Message,
        };
}
