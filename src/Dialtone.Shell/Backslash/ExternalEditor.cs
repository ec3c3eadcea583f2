namespace Dialtone.Shell.Backslash;

/// <summary>The editor that the person has chosen: <c>PSQL_EDITOR</c>, <c>EDITOR</c>, <c>VISUAL</c>, else <c>vi</c>.</summary>
static class ExternalEditor
{
    static readonly string[] Choices = ["PSQL_EDITOR", "EDITOR", "VISUAL"];

    /// <summary>Lets a person edit a text or a file; returns what it is afterwards.</summary>
    /// <exception cref="ShellCommandException">The editor failed.</exception>
    public static async Task<string> EditAsync(string? text, string? file, string extension, CancellationToken cancellationToken)
    {
        var path = file is null ? Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + extension) : SystemShell.Expand(file);
        try
        {
            if (file is null)
            {
                await WritePrivateAsync(path, (text ?? "") + "\n", cancellationToken);
            }

            var editor = Choices.Select(Environment.GetEnvironmentVariable).FirstOrDefault(name => !string.IsNullOrEmpty(name));
            var code = await SystemShell.RunAsync(
                $"{editor ?? (OperatingSystem.IsWindows() ? "notepad" : "vi")} '{path.Replace("'", "'\\''", StringComparison.Ordinal)}'",
                cancellationToken
            );
            return code == 0
                ? await File.ReadAllTextAsync(path, cancellationToken)
                : throw new ShellCommandException($"{editor}: exit code {code}");
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ShellCommandException($"{path}: {exception.Message}");
        }
        finally
        {
            if (file is null)
            {
                File.Delete(path);
            }
        }
    }

    // The statement may hold what others are not to read.
    static async Task WritePrivateAsync(string path, string text, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(path, options);
        await writer.WriteAsync(text.AsMemory(), cancellationToken);
    }
}
