using System.Text.Json;
using Dialtone.Servers;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Translation;

/// <summary>A process of another language's that tries translations, all of them in one go.</summary>
static class DriverProcess
{
    static readonly string[] NodeFolders = ["/var/cache/dialtone/node", Path.Combine(CacheFolder(), "node")];

    public static string Python => "/usr/bin/python3";

    /// <summary>The folder with Node's drivers, or <see langword="null"/>.</summary>
    public static string? NodeModules => Array.Find(NodeFolders, folder => Directory.Exists(Path.Combine(folder, "node_modules", "pg")));

    public static string JdbcDriver => "/usr/share/java/postgresql.jar";

    /// <summary>The program beside the tests.</summary>
    public static string Script(string name) => Path.Combine(AppContext.BaseDirectory, "Translation", "Drivers", name);

    /// <summary>Go's drivers as a program, from the sources that a distribution installs; a later start takes it from Go's own cache.</summary>
    public static Command Go() =>
        new("go", "run", Script("drivers.go"))
        {
            Environment = new Dictionary<string, string?>
            {
                ["GO111MODULE"] = "off",
                ["GOPATH"] = GoSources,
                ["GOCACHE"] = Path.Combine(CacheFolder(), "go"),
                ["GOFLAGS"] = "",
            },
        };

    public static Requirement GoDrivers =>
        Requires("Go", "go", "version") is { IsMet: false } missing
            ? missing
            : new(
                Directory.Exists(Path.Combine(GoSources, "src/github.com/jackc/pgx/v4"))
                    && Directory.Exists(Path.Combine(GoSources, "src/github.com/lib/pq")),
                "Go's pgx and lib/pq are not installed (./test installs them where it may)."
            );

    const string GoSources = "/usr/share/gocode";

    /// <summary>Whether a command ends well, as one that loads a driver does where the driver is installed.</summary>
    public static Requirement Requires(string what, string program, params string[] arguments)
    {
        try
        {
            return new(new Command(program, arguments).Run().Succeeded, $"{what} is not installed (./test installs it where it may).");
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return new(false, $"{what} is not installed (./test installs it where it may).");
        }
    }

    /// <summary>The results by the names of the cases.</summary>
    public static async Task<Dictionary<string, string>> RunAsync(
        Command command,
        IReadOnlyList<DriverCase> cases,
        string dialect,
        CancellationToken cancellationToken
    )
    {
        var input = JsonSerializer.Serialize(
            cases.Select(one => new
            {
                name = one.ToString(),
                to = one.Ecosystem,
                dialect,
                text = one.Text,
            })
        );
        return Parse((await (command with { Input = input }).RunAsync(cancellationToken)).Expect(command.Program));
    }

    /// <summary>Lines of name, verdict and detail.</summary>
    public static Dictionary<string, string> Parse(string output) =>
        output
            .Split('\n', StringSplitOptions.RemoveEmptyEntries)
            .Select(line => line.Split('\t', 2))
            .ToDictionary(parts => parts[0], parts => parts[1].Replace('\t', ' '));

    static string CacheFolder() =>
        Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } cache
            ? Path.Combine(cache, "dialtone")
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "dialtone");
}
