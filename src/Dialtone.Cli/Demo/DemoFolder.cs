using System.Runtime.Versioning;

namespace Dialtone.Cli.Demo;

/// <summary>The temporary folder of one demo. <see cref="DemoGuard"/> removes it.</summary>
/// <param name="Root">The folder; only its owner may list it.</param>
sealed record DemoFolder(string Root)
{
    const string Prefix = "dialtone-demo-";

    const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
    const UnixFileMode Enter = UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;

    /// <summary>The person's files: client certificate, client key, and the CA to trust.</summary>
    public string Client => Path.Combine(Root, "client");

    /// <summary>The server's files, which belong to the server's user.</summary>
    public string Server => Path.Combine(Root, "server");

    /// <summary>PostgreSQL's data folder.</summary>
    public string Data => Path.Combine(Server, "data");

    /// <summary>The server's log.</summary>
    public string Log => Path.Combine(Server, "log");

    /// <summary>The database file where there is no PostgreSQL.</summary>
    public string Database => Path.Combine(Root, "shop.db");

    /// <summary>Makes a folder for a database file.</summary>
    public static DemoFolder Create() => new(Directory.CreateTempSubdirectory(Prefix).FullName);

    /// <summary>Makes the folders of a server. If it runs as another user, that user may pass through the outer one, and see nothing.</summary>
    [UnsupportedOSPlatform("windows")]
    public static DemoFolder CreateFor(ServerAccount account)
    {
        var folder = account.User is null ? Create() : CreateWhereAllMayEnter();
        Directory.CreateDirectory(folder.Client, Owner);
        Directory.CreateDirectory(folder.Server, Owner);
        return folder;
    }

    /// <summary>Not in a private temporary folder, which another user cannot pass through.</summary>
    [UnsupportedOSPlatform("windows")]
    static DemoFolder CreateWhereAllMayEnter()
    {
        var parent = new[] { Path.GetTempPath(), "/tmp", "/var/tmp" }.FirstOrDefault(AllMayEnter) ?? Path.GetTempPath();
        var root = Path.Combine(parent, Prefix + Path.GetRandomFileName());
        Directory.CreateDirectory(root, Owner);
        File.SetUnixFileMode(root, Owner | Enter);
        return new(root);
    }

    [UnsupportedOSPlatform("windows")]
    static bool AllMayEnter(string path)
    {
        for (var folder = new DirectoryInfo(path); folder is not null; folder = folder.Parent)
        {
            if (!folder.Exists || (folder.UnixFileMode & UnixFileMode.OtherExecute) == 0)
            {
                return false;
            }
        }

        return true;
    }
}
