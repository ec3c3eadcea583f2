namespace Dialtone.Cli.Tests.Demo;

public sealed class DemoPromptTests : IDisposable
{
    const string CtrlC = "\u0003";
    const string CtrlD = "\u0004";

    readonly DemoProgram demo = new();

    public DemoPromptTests() => DemoProgram.NeedPostgres();

    public void Dispose() => demo.Dispose();

    [Fact]
    public async Task Person_types_statements_and_ends_with_Ctrl_D()
    {
        using var terminal = await DemoTerminal.StartAsync(demo);

        await terminal.TypeAsync("select 'two'\n", "demo-> ");
        Assert.Contains("two lines", await terminal.TypeAsync("|| ' lines' as t;\n"), StringComparison.Ordinal);
        Assert.Contains("syntax error at or near \"selct\"", await terminal.TypeAsync("selct 1;\n"), StringComparison.Ordinal);
        await terminal.TypeAsync("select 'a;''b\n", "demo-> ");
        Assert.Contains(" a;'b+", await terminal.TypeAsync("c' as u;\n"), StringComparison.Ordinal);
        await terminal.TypeAsync("\n");

        Assert.Equal(0, await terminal.EndAsync(CtrlD));
        demo.AssertGone();
    }

    [Fact]
    public async Task Ctrl_C_cancels_a_statement_then_drops_a_line_then_ends()
    {
        using var terminal = await DemoTerminal.StartAsync(demo);

        await terminal.TypeAsync("create temp table mine as select 'still ' || 'here' as session;\n");
        await terminal.TypeAsync("do $$ begin raise notice 'begun'; perform pg_sleep(1000); end $$;\n", "begun\r");
        Assert.Contains("cancelled", await terminal.TypeAsync(CtrlC), StringComparison.Ordinal);
        await terminal.TypeAsync("select 'dropped\n", "demo-> ");
        await terminal.TypeAsync(CtrlC);
        Assert.Contains("still here", await terminal.TypeAsync("select * from mine;\n"), StringComparison.Ordinal);

        Assert.Equal(130, await terminal.EndAsync(CtrlC));
        demo.AssertGone();
    }

    [Theory]
    [InlineData("\\q\n")]
    [InlineData("exit\n")]
    public async Task Word_ends_the_prompt(string word)
    {
        using var terminal = await DemoTerminal.StartAsync(demo);

        Assert.Equal(0, await terminal.EndAsync(word));
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
}
