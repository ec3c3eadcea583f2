using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Shell.Tests.Evaluation;

/// <summary><c>dialtone demo</c> leads into the shell, where both programs lie as the launcher puts them.</summary>
public sealed class DemoTests
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_demo_opens_the_shell_and_ends_with_it()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V15));
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        using var folder = new TemporaryFolder();
        // …/bin/Dialtone.Shell.Tests/debug/ has the two programs as neighbours.
        var bin = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", ".."));
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = folder["dialtone"];
        (await new Command("cp", "-r", Path.Combine(bin, "Dialtone.Cli", configuration), program).RunAsync(Token)).Expect("cp");
        Directory.CreateSymbolicLink(Path.Combine(program, "shell"), Path.Combine(bin, "Dialtone.Shell", configuration));

        await using var terminal = await ShellTerminal.StartProgramAsync("baz=> ", Path.Combine(program, "Dialtone.Cli"), "demo");
        await terminal.TypeAsync("select count(*) from film;", "   200");
        await terminal.TypeAsync("var films = select name from film limit 3;", "films: 3 rows");
        await terminal.TypeAsync("films.Count + 39", "42");
        await terminal.TypeAsync("do $$ begin raise notice 'be%', 'gun'; perform pg_sleep(60); end $$;", "NOTICE:  begun");
        await terminal.InterruptAsync();
        await terminal.ExpectAsync("Cancelled");
        Assert.Equal(0, await terminal.EndAsync("\\q"));
    }
}
