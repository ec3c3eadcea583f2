using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Connect;

/// <summary>A home folder with libpq's default files.</summary>
sealed class Home : IDisposable
{
    readonly TemporaryFolder folder = new();

    public Home() => Directory.CreateDirectory(folder[".postgresql"]);

    public string Location => folder.Location;

    /// <summary>Writes one of the default files; a key is nobody else's business.</summary>
    public void Write(string name, string text)
    {
        var path = folder.Write($".postgresql/{name}", text);
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    public void Dispose() => folder.Dispose();
}
