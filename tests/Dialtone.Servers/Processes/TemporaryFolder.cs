namespace Dialtone.Servers.Processes;

/// <summary>A folder that goes away. Its path is kept short: a Unix socket's path may not be longer than about 100 characters.</summary>
public sealed class TemporaryFolder : IDisposable
{
    public TemporaryFolder()
    {
        Location = Directory.CreateTempSubdirectory("dt-").FullName;
        Janitor.Register(Location);
    }

    public string Location { get; }

    public string this[string name] => Path.Combine(Location, name);

    /// <summary>A folder of the account that runs the servers, through which others may pass.</summary>
    public static TemporaryFolder ForServer()
    {
        var folder = new TemporaryFolder();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(folder.Location, (UnixFileMode)0b111_101_101);
        ServiceAccount.Current.Own(folder.Location);
        return folder;
    }

    public string Write(string name, string text)
    {
        File.WriteAllText(this[name], text);
        return this[name];
    }

    /// <summary>
    /// Writes a file that only the account that runs the servers can read. Written beside and moved into place, so that a running server never reads half.
    /// </summary>
    public void Install(string name, string content)
    {
        var next = this[name] + ".next";
        File.WriteAllText(next, content);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(next, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        ServiceAccount.Current.Own(next);
        File.Move(next, this[name], overwrite: true);
    }

    public void Dispose()
    {
        try
        {
            Directory.Delete(Location, recursive: true);
        }
        catch (DirectoryNotFoundException) { }
    }
}
