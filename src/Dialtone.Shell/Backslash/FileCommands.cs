namespace Dialtone.Shell.Backslash;

/// <summary>Scripts, output, words, and rows between files and tables.</summary>
static class FileCommands
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new(["i", "include"], "FILE", "runs a script", IncludeAsync),
        new(["ir", "include_relative"], "FILE", "runs a script that lies beside the one that runs", IncludeAsync),
        new(["o", "out"], "[FILE|COMMAND]", "sends results to a file or a program, or back here", RedirectAsync),
        new(
            "copy",
            "TABLE|(QUERY) from|to FILE|program 'COMMAND'|stdin|stdout [OPTIONS]",
            "rows between a table and a file here",
            CopyCommand.RunAsync
        ),
        new("echo", "[-n] [TEXT …]", "writes to standard output", (session, call, token) => EchoAsync(session.Io.Out, call, token)),
        new("qecho", "[-n] [TEXT …]", "writes to where results go", (session, call, token) => EchoAsync(session.Output, call, token)),
        new("warn", "[-n] [TEXT …]", "writes to standard error", WarnAsync),
    ];

    static async Task IncludeAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var name =
            await call.Arguments.NextAsync(cancellationToken)
            ?? throw new ShellCommandException($"\\{call.Word}: missing required argument");
        await ScriptFile.RunAsync(session, name, call.Word is "ir" or "include_relative", cancellationToken);
    }

    static async Task RedirectAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var name = call.Arguments.RestStartsWith('|') ? call.Arguments.Rest() : await call.Arguments.NextAsync(cancellationToken);
        await session.Io.Out.FlushAsync(cancellationToken);
        await session.RedirectAsync(name);
    }

    static async Task EchoAsync(TextWriter output, SlashCall call, CancellationToken cancellationToken) =>
        await output.WriteAsync((await WordsAsync(call, cancellationToken)).AsMemory(), cancellationToken);

    static async Task WarnAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken) =>
        session.Say((await WordsAsync(call, cancellationToken)).TrimEnd('\n'));

    static async Task<string> WordsAsync(SlashCall call, CancellationToken cancellationToken)
    {
        var words = await call.Arguments.AllAsync(cancellationToken);
        return words is ["-n", ..] ? string.Join(' ', words.Skip(1)) : string.Join(' ', words) + "\n";
    }
}
