namespace Dialtone.Parameters;

/// <summary>Everything outside the target that a resolution may look at; injected, so that a resolution is a pure function.</summary>
sealed record ResolutionContext
{
    /// <summary>Environment variables; a variable that is set to nothing is an empty string, an unset one is <see langword="null"/>.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The user's home folder, or <see langword="null"/> if there is none.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>The operating system's name of the user.</summary>
    public required string UserName { get; init; }

    /// <summary>The folder of the server's Unix socket when no host is given; <see langword="null"/> means TCP to localhost.</summary>
    public string? DefaultSocketDirectory { get; init; }

    /// <summary>The folder of the system-wide service file when PGSYSCONFDIR is unset.</summary>
    public string? SystemConfigurationDirectory { get; init; }

    /// <summary>What a relative path of a SQLite database is relative to; <see langword="null"/> leaves it relative.</summary>
    public string? CurrentDirectory { get; init; }

    /// <summary>The context of this process, read anew at each call.</summary>
    /// <remarks>
    /// The home folder is HOME, else the user database's; the user name is the effective user's, whatever USER says: both as libpq finds
    /// them. The socket folder is Debian's if it exists, else upstream's.
    /// </remarks>
    public static ResolutionContext System =>
        new()
        {
            Environment = global::System.Environment.GetEnvironmentVariable,
            HomeDirectory = Home(),
            UserName = global::System.Environment.UserName,
            DefaultSocketDirectory =
                OperatingSystem.IsWindows() ? null
                : Directory.Exists(DebianSockets) ? DebianSockets
                : "/tmp",
            SystemConfigurationDirectory = Array.Find(ServiceFolders, folder => File.Exists($"{folder}/{ServiceFile.SystemName}")),
            CurrentDirectory = WorkingDirectory(),
        };

    const string DebianSockets = "/var/run/postgresql";

    // Each distribution compiles its own folder into libpq.
    static readonly string[] ServiceFolders =
    [
        "/etc/postgresql-common",
        "/etc/sysconfig/pgsql",
        "/etc/postgresql",
        "/opt/homebrew/etc/postgresql",
        "/usr/local/etc/postgresql",
    ];

    static string? Home()
    {
        var home = global::System.Environment.GetEnvironmentVariable("HOME");
        if (string.IsNullOrEmpty(home) || OperatingSystem.IsWindows())
            home = global::System.Environment.GetFolderPath(global::System.Environment.SpecialFolder.UserProfile);
        return string.IsNullOrEmpty(home) ? null : home;
    }

    static string? WorkingDirectory()
    {
        try
        {
            return Directory.GetCurrentDirectory();
        }
        catch (IOException)
        {
            // It may have been removed under this process.
            return null;
        }
    }
}
