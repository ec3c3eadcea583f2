namespace Dialtone.Tests.Tls;

/// <summary>A folder that lives as long as a test.</summary>
sealed class TestFolder : IDisposable
{
    public string Root { get; } = Directory.CreateTempSubdirectory("dialtone-tls-").FullName;

    public string this[string name] => Path.Combine(Root, name);

    /// <summary>Writes a file that only its owner can read, and returns its path.</summary>
    public string Write(string name, string text) => Write(name, System.Text.Encoding.UTF8.GetBytes(text));

    /// <inheritdoc cref="Write(string, string)"/>
    public string Write(string name, byte[] content)
    {
        // Some file systems write a truncated file to the disk at once, which takes long.
        File.Delete(this[name]);
        File.WriteAllBytes(this[name], content);
        Protect(this[name]);
        return this[name];
    }

    /// <summary>Takes everybody else's access away, as libpq demands for keys.</summary>
    public static string Protect(string path)
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }

        return path;
    }

    public void Dispose() => Directory.Delete(Root, recursive: true);
}
