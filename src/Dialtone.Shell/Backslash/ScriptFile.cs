using System.Text;

namespace Dialtone.Shell.Backslash;

/// <summary>A script that runs inside a session.</summary>
static class ScriptFile
{
    /// <summary>Runs a file's statements and commands.</summary>
    /// <exception cref="ShellCommandException">The file cannot be read, or scripts call each other without an end.</exception>
    public static async Task RunAsync(SqlSession session, string name, bool isRelative, CancellationToken cancellationToken)
    {
        var path = SystemShell.Expand(name);
        if (isRelative && session.ScriptFolders.TryPeek(out var folder))
        {
            path = Path.Combine(folder, path);
        }

        StreamReader reader;
        try
        {
            reader = new(path, new UTF8Encoding(false, throwOnInvalidBytes: true));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new ShellCommandException(
                exception is FileNotFoundException or DirectoryNotFoundException
                    ? $"{name}: No such file or directory"
                    : $"{name}: {exception.Message}"
            );
        }

        const int DeepestNesting = 32;
        if (session.ScriptFolders.Count >= DeepestNesting)
        {
            throw new ShellCommandException($"{name}: more than {DeepestNesting} scripts inside each other");
        }

        using (reader)
        {
            session.ScriptFolders.Push(Path.GetDirectoryName(Path.GetFullPath(path)) ?? ".");
            try
            {
                await new PlainLoop(session, reader).RunAsync(cancellationToken);
            }
            catch (DecoderFallbackException)
            {
                throw new ShellCommandException($"{name}: it is not UTF-8 text");
            }
            finally
            {
                session.ScriptFolders.Pop();
            }
        }
    }
}
