namespace Dialtone.Shell.Backslash;

/// <summary>psql's variables, and the operating system.</summary>
static class VariableCommands
{
    /// <summary>The commands.</summary>
    public static IReadOnlyList<SlashCommand> All { get; } =
    [
        new("set", "[NAME [VALUE]]", "sets a variable, or lists all", SetAsync),
        new("unset", "NAME", "takes a variable away", UnsetAsync),
        new("prompt", "[TEXT] NAME", "asks a person for a variable's value", PromptAsync),
        new("getenv", "NAME VARIABLE", "reads a variable of the environment", GetEnvironmentAsync),
        new("setenv", "VARIABLE [VALUE]", "sets a variable of the environment", SetEnvironmentAsync),
        new("cd", "[FOLDER]", "changes the folder", ChangeFolderAsync),
        new("!", "[COMMAND]", "runs a command of the system", RunAsync),
    ];

    static async Task SetAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var words = await call.Arguments.AllAsync(cancellationToken);
        if (words.Count > 0)
        {
            session.Variables.Set(words[0], string.Concat(words.Skip(1)));
            return;
        }

        foreach (var (name, value) in session.Variables.All)
        {
            session.Io.Out.Write($"{name} = '{value}'\n");
        }
    }

    static async Task UnsetAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken) =>
        session.Variables.Unset(await RequiredAsync(call, cancellationToken));

    static async Task PromptAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var words = await call.Arguments.AllAsync(cancellationToken);
        if (words.Count == 0)
        {
            throw new ShellCommandException("\\prompt: missing required argument");
        }

        var question = words.Count > 1 ? words[0] : "";
        string? answer;
        if (session.Io.IsInputTerminal)
        {
            answer = await session.Options.AskAsync(question, false, cancellationToken);
        }
        else
        {
            session.Io.Ask(question);
            answer = session.Source is { } source ? await source.ReadLineAsync(cancellationToken) : null;
        }

        session.Variables.Set(words[^1], answer ?? throw new ShellCommandException("\\prompt: could not read value for variable"));
    }

    static async Task GetEnvironmentAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var name = await RequiredAsync(call, cancellationToken);
        if (Environment.GetEnvironmentVariable(await RequiredAsync(call, cancellationToken)) is { } value)
        {
            session.Variables.Set(name, value);
        }
    }

    static async Task SetEnvironmentAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var name = await RequiredAsync(call, cancellationToken);
        if (name.Contains('=', StringComparison.Ordinal))
        {
            throw new ShellCommandException("\\setenv: environment variable name must not contain \"=\"");
        }

        Environment.SetEnvironmentVariable(name, await call.Arguments.NextAsync(cancellationToken));
    }

    static async Task ChangeFolderAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var folder = SystemShell.Expand(await call.Arguments.NextAsync(cancellationToken) ?? "~");
        try
        {
            Directory.SetCurrentDirectory(folder);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ShellCommandException($"\\cd: could not change directory to \"{folder}\": {exception.Message}");
        }
    }

    static async Task RunAsync(SqlSession session, SlashCall call, CancellationToken cancellationToken)
    {
        var command = call.Arguments.Rest();
        await session.Io.Out.FlushAsync(cancellationToken);
        await SystemShell.RunAsync(
            command.Length > 0 ? command : Environment.GetEnvironmentVariable("SHELL") ?? "/bin/sh",
            cancellationToken
        );
    }

    static async Task<string> RequiredAsync(SlashCall call, CancellationToken cancellationToken) =>
        await call.Arguments.NextAsync(cancellationToken) ?? throw new ShellCommandException($"\\{call.Word}: missing required argument");
}
