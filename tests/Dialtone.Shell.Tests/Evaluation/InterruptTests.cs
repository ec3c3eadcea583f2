namespace Dialtone.Shell.Tests.Evaluation;

/// <summary>Ctrl-C ends what runs, in whichever language, and never the session.</summary>
public sealed class InterruptTests
{
    const string Prompt = "=> ";

    [Theory]
    [InlineData("while (true);")]
    [InlineData("while (true) { try { while (true); } catch { } }")]
    [InlineData("Thread.Sleep(Timeout.Infinite);")]
    [InlineData("await Task.Delay(Timeout.Infinite)")]
    [InlineData("Task.Delay(Timeout.Infinite).Wait();")]
    public async Task Csharp_ends(string code)
    {
        await using var terminal = await ShellTerminal.StartAsync(Prompt, "sqlite://");
        await terminal.TypeAsync("var kept = \"before\";", Prompt);
        await terminal.TypeAsync("kept", "\"before\"");
        await terminal.TypeAsync($"Console.WriteLine(\"run\" + \"ning\"); {code}", "running");
        await terminal.InterruptAsync();
        await terminal.ExpectAsync("Interrupted.");
        await terminal.TypeAsync("kept + \" and after\"", "\"before and after\"");
        Assert.Equal(0, await terminal.EndAsync("\\q"));
    }

    /// <summary>A statement whose rows become a variable is a statement: what destroys is asked about, and its transaction is known.</summary>
    [Fact]
    public async Task A_variable_is_no_way_around_the_question()
    {
        await using var terminal = await ShellTerminal.StartAsync(Prompt, "sqlite://");
        await terminal.TypeAsync("create table t (i int);", "CREATE TABLE");
        await terminal.TypeAsync("insert into t values (1), (2);", "INSERT 0 2");
        await terminal.TypeAsync("var gone = delete from t returning i;", "Run it? [y/N] ");
        await terminal.TypeAsync("", "Not run.");
        await terminal.TypeAsync("var left = select i from t;", "left: 2 rows");
        await terminal.TypeAsync("begin;", "*> ");
        await terminal.TypeAsync("var gone = delete from t where i = 1 returning i;", "gone: 1 row");
        await terminal.TypeAsync("rollback;", "ROLLBACK");
        await terminal.TypeAsync("left = select i from t;", "left: 2 rows");
        Assert.Equal(0, await terminal.EndAsync("\\q"));
    }
}
