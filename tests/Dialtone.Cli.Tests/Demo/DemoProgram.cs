using Dialtone.Servers;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Demo;

/// <summary><c>dialtone demo</c> as a process, with a temporary folder of its own that must be empty afterwards.</summary>
sealed class DemoProgram : IDisposable
{
    const UnixFileMode OpenToAll = (UnixFileMode)0b111_101_101;

    static readonly TimeSpan Limit = TimeSpan.FromMinutes(2);

    readonly TemporaryFolder temporary = new();

    public DemoProgram()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(temporary.Location, OpenToAll);
        }
    }

    /// <summary>The program beside the tests.</summary>
    public static string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "Dialtone.Cli");

    /// <summary>PostgreSQL must be there.</summary>
    public static void NeedPostgres()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(Servers.Postgres.PostgresRelease.V15));
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
    }

    /// <summary>The folders of demos that are still there.</summary>
    public IReadOnlyList<string> Folders => Directory.GetDirectories(temporary.Location, "dialtone-demo-*");

    /// <summary>The processes that work in a folder of a demo.</summary>
    public IReadOnlyList<string> Processes =>
        [
            .. Directory
                .GetDirectories("/proc")
                .Select(CommandLine)
                .Where(line => line.Contains(temporary.Location, StringComparison.Ordinal)),
        ];

    /// <summary>The command line of a demo.</summary>
    public Command Command(params string[] arguments) => Shell(Path, ["demo", .. arguments]);

    /// <summary>A program that sees the demo's temporary folder.</summary>
    public Command Shell(string program, params string[] arguments) =>
        new(program, arguments)
        {
            Limit = Limit,
            Environment = new Dictionary<string, string?> { ["TMPDIR"] = temporary.Location, ["DIALTONE_POSTGRES"] = null },
        };

    /// <summary>A demo on a machine without PostgreSQL.</summary>
    public Command CommandWithoutPostgres(params string[] arguments)
    {
        var command = Command(arguments);
        return command with { Environment = new Dictionary<string, string?>(command.Environment) { ["DIALTONE_POSTGRES"] = "/nowhere" } };
    }

    /// <summary>Runs a demo.</summary>
    public Task<CommandResult> RunAsync(params string[] arguments) => Command(arguments).RunAsync(TestContext.Current.CancellationToken);

    /// <summary>Nothing is left: no file and no process.</summary>
    public void AssertGone()
    {
        Assert.Empty(Processes);
        Assert.Empty(Folders);
    }

    public void Dispose() => temporary.Dispose();

    static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(System.IO.Path.Combine(process, "cmdline")).Replace('\0', ' ');
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
