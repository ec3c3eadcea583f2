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

    /// <summary>Makes the folders. If another user's server works inside, that user may pass through the outer one, and see nothing.</summary>
    public static DemoFolder Create(ServerAccount? account = null)
    {
        var isShared = account?.User is not null;
        var folder = new DemoFolder(CreateUnique(isShared ? FirstThatAllMayEnter() : Path.GetTempPath()));
        if (account is not null)
        {
            Directory.CreateDirectory(folder.Client, Owner);
            Directory.CreateDirectory(folder.Server, Owner);
            File.SetUnixFileMode(folder.Root, isShared ? Owner | Enter : Owner);
        }

        return folder;
    }

    static string CreateUnique(string parent)
    {
        if (parent == Path.GetTempPath())
        {
            return Directory.CreateTempSubdirectory(Prefix).FullName;
        }

        var folder = Path.Combine(parent, Prefix + Path.GetRandomFileName());
        Directory.CreateDirectory(folder, Owner);
        return folder;
    }

    /// <summary>The temporary folder, unless it is a private one that another user cannot pass through.</summary>
    static string FirstThatAllMayEnter() => new[] { Path.GetTempPath(), "/tmp/", "/var/tmp/" }.FirstOrDefault(AllMayEnter) ?? Path.GetTempPath();

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
