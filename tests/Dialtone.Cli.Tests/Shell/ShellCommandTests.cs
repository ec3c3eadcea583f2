using Dialtone.Cli.Commands;
using Dialtone.Cli.Tests.Demo;
using Dialtone.Servers.Processes;

namespace Dialtone.Cli.Tests.Shell;

/// <summary>A command line that names a target and no command opens the shell.</summary>
public sealed class ShellCommandTests
{
    [Theory]
    [InlineData("", "shell")]
    [InlineData("sqlite://", "shell sqlite://")]
    [InlineData("postgresql://db sslmode=require --read-only", "shell postgresql://db sslmode=require --read-only")]
    [InlineData("host=db", "shell host=db")]
    [InlineData("query sqlite://", "query sqlite://")]
    [InlineData("nonsense", "nonsense")]
    [InlineData("--help", "--help")]
    public void The_commands_name_may_be_left_out(string given, string expected) =>
        Assert.Equal(expected.Split(' '), ShellCommand.Complete(given.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

    /// <summary>Only the launcher puts both programs into one folder; these tests have the command line alone.</summary>
    [Fact]
    public async Task Without_the_shell_the_program_says_so()
    {
        var result = await new Command(DemoProgram.Path, "sqlite://").RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ExitCode);
        Assert.StartsWith("dialtone: the interactive shell is not beside this program", result.Error, StringComparison.Ordinal);
        Assert.Contains("fix: ", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_no_connection_parameter_is_not_repeated()
    {
        var result = await new Command(DemoProgram.Path, "sqlite://", "secret").RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, result.ExitCode);
        Assert.DoesNotContain("secret", result.Error, StringComparison.Ordinal);
    }
}
