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
}
