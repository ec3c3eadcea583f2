namespace Dialtone.Servers.Processes;

/// <summary>
/// Who runs the servers. PostgreSQL and PgBouncer refuse to run as root, so root hands them to an account that exists anyway; anybody else runs them
/// as themselves.
/// </summary>
public sealed class ServiceAccount
{
    static readonly string[] Preferred = ["postgres", "nobody"];

    readonly string? name;
    readonly int user;
    readonly int group;

    ServiceAccount(string? name, int user, int group) => (this.name, this.user, this.group) = (name, user, group);

    public static ServiceAccount Current { get; } = Choose();

    /// <summary>Null when servers can be run; otherwise why not.</summary>
    public string? Obstacle =>
        name is not null && Executables.Find("setpriv") is null
            ? "running as root needs setpriv (package util-linux) to start servers as another user"
            : null;

    /// <summary>The command line that runs a command as this account; it replaces itself, so the process id stays the same.</summary>
    public IEnumerable<string> Command(params IEnumerable<string> command) =>
        name is null ? command : ["setpriv", $"--reuid={user}", $"--regid={group}", "--clear-groups", .. command];

    public void Own(string path)
    {
        if (name is not null)
            Posix.ChangeOwner(path, user, group);
    }

    /// <summary>Whether the account can open the file: every folder above it lets others pass.</summary>
    public bool CanReach(string path)
    {
        if (name is null)
            return true;
        for (var folder = Path.GetDirectoryName(Path.GetFullPath(path)); folder is not null; folder = Path.GetDirectoryName(folder))
        {
            if (!OperatingSystem.IsWindows() && !File.GetUnixFileMode(folder).HasFlag(UnixFileMode.OtherExecute))
                return false;
        }
        return true;
    }

    static ServiceAccount Choose()
    {
        if (!Posix.IsRoot)
            return new(null, -1, -1);
        var accounts = File.ReadLines("/etc/passwd").Select(line => line.Split(':')).Where(fields => fields.Length >= 4);
        var chosen = accounts.Where(fields => Preferred.Contains(fields[0])).MinBy(fields => Array.IndexOf(Preferred, fields[0]));
        return chosen is null
            ? throw new InvalidOperationException("Running as root needs a user 'postgres' or 'nobody' to run the servers.")
            : new(chosen[0], int.Parse(chosen[2], null), int.Parse(chosen[3], null));
    }
}
