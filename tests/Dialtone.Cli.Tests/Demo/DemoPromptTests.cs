namespace Dialtone.Cli.Tests.Demo;

public sealed class DemoPromptTests : IDisposable
{
    const string EndOfInput = "\u0004";

    readonly DemoProgram demo = new();

    public DemoPromptTests() => DemoProgram.NeedPostgres();

    public void Dispose() => demo.Dispose();

    [Fact]
    public async Task Person_types_goes_on_after_an_error_and_ends_with_Ctrl_D()
    {
        var result = await TypeAsync($"select 'two'\n|| ' lines' as t;\nselct 1;\nselect 'a;''b\nc' as u;\n{EndOfInput}");

        Assert.Equal(0, result.ExitCode);
        Assert.Contains("two lines", result.Output, StringComparison.Ordinal);
        Assert.Contains("syntax error at or near \"selct\"", result.Output, StringComparison.Ordinal);
        Assert.Contains(" a;'b+", result.Output, StringComparison.Ordinal);
        Assert.Contains("The Postman Who Was a Cloud", result.Output, StringComparison.Ordinal);
        demo.AssertGone();
    }

    [Theory]
    [InlineData("\\q\n")]
    [InlineData("exit\n")]
    public async Task Word_ends_the_prompt(string word)
    {
        var result = await TypeAsync(word + "select 'never';\n");

        Assert.Equal(0, result.ExitCode);
        Assert.DoesNotContain(" never", result.Output, StringComparison.Ordinal);
        demo.AssertGone();
    }

    [Fact]
    public async Task Pipe_runs_like_a_script_and_stops_at_the_first_error()
    {
        var command = demo.Command() with { Input = "select 'piped';\nselect 1/0;\nselect 'never'" };

        var result = await command.RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal(3, result.ExitCode);
        Assert.Contains("piped", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("never", result.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("demo=>", result.Error, StringComparison.Ordinal);
        demo.AssertGone();
    }

    /// <summary>Runs the demo in a terminal. What is typed early waits in the terminal until the prompt reads it.</summary>
    async Task<Servers.Processes.CommandResult> TypeAsync(string keys)
    {
        Assert.SkipUnless(File.Exists("/usr/bin/script"), "script (package bsdutils) gives the demo its terminal");
        var command = demo.Shell("/usr/bin/script", "-qec", $"{DemoProgram.Path} demo", "/dev/null") with { Input = keys };
        return await command.RunAsync(TestContext.Current.CancellationToken);
    }
}
