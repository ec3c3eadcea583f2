using Dialtone.Cli.Terminal;

namespace Dialtone.Shell.Backslash;

/// <summary>Reads lines from a pipe, a script or a dumb terminal, and runs statements and backslash commands as they become whole.</summary>
sealed class PlainLoop(SqlSession session, TextReader reader)
{
    /// <summary>Called before each line is read, for those who show a prompt.</summary>
    public Action? BeforeLine { get; init; }

    /// <summary>The token of what each line runs, for a person whose Ctrl-C ends a statement and not the loop.</summary>
    public Func<CancellationToken>? TokenOfLine { get; init; }

    /// <summary>Whether inputs may be C#: at a prompt and in a pipe, not in a script of psql's.</summary>
    public bool TakesCSharp { get; init; }

    /// <summary>Runs everything.</summary>
    /// <returns>Whether nothing failed, or failures do not count because <c>ON_ERROR_STOP</c> is off.</returns>
    public async Task<bool> RunAsync(CancellationToken cancellationToken)
    {
        var (outerInput, outerSource) = (session.Input, session.Source);
        session.BeginInput(reader);
        try
        {
            return await ReadAsync(cancellationToken);
        }
        finally
        {
            session.EndInput(outerInput, outerSource);
        }
    }

    async Task<bool> ReadAsync(CancellationToken cancellationToken)
    {
        while (!session.HasEnded)
        {
            BeforeLine?.Invoke();
            if (await reader.ReadLineAsync(cancellationToken) is not { } line)
            {
                break;
            }

            cancellationToken = TokenOfLine?.Invoke() ?? cancellationToken;
            if (session.Variables["ECHO"] == "all")
            {
                session.Io.Out.Write(line + "\n");
            }

            if (TakesCSharp && session.Input.Pending.Length == 0 && session.Conditionals.IsActive && session.CSharp.Takes(line))
            {
                if (!await RunCSharpAsync(line, cancellationToken) && session.Variables.IsOn("ON_ERROR_STOP") && !session.IsInteractive)
                {
                    return false;
                }

                continue;
            }

            session.Input.Append(line + "\n");
            if (!await RunWholeAsync(cancellationToken))
            {
                return false;
            }
        }

        // psql runs what is left at the end of a script, with or without its semicolon.
        var rest = session.Conditionals.IsActive && !session.HasEnded ? session.Input.TakePending() : "";
        return rest.Length == 0 || await session.Runner.RunAsync(rest, cancellationToken) || !session.Variables.IsOn("ON_ERROR_STOP");
    }

    async Task<bool> RunCSharpAsync(string text, CancellationToken cancellationToken)
    {
        while (!session.CSharp.IsComplete(text) && await reader.ReadLineAsync(cancellationToken) is { } more)
        {
            text += "\n" + more;
        }

        return await session.CSharp.RunAsync(text, cancellationToken);
    }

    /// <summary>Runs what is whole in the input.</summary>
    /// <returns>False if the script is to stop.</returns>
    public async Task<bool> RunWholeAsync(CancellationToken cancellationToken)
    {
        while (!session.HasEnded)
        {
            if (await RunNextAsync(cancellationToken) is not { } succeeded)
            {
                return true;
            }

            if (!succeeded && session.Variables.IsOn("ON_ERROR_STOP") && !session.IsInteractive)
            {
                return false;
            }
        }

        return true;
    }

    // Whether what came next succeeded; null if nothing is whole. A mistake of the program's own ends a statement, never the session.
    async Task<bool?> RunNextAsync(CancellationToken cancellationToken)
    {
        try
        {
            return session.Input.TryReadStatement(out var statement) ? await RunStatementAsync(statement, cancellationToken)
                : session.Input.TryReadCommand(out var command) ? await SlashCommands.RunAsync(session, command, cancellationToken)
                : null;
        }
        catch (Exception exception) when (exception is not (OperationCanceledException or ReaderGoneException))
        {
            session.Say($"internal error: {exception.GetType().Name}: {exception.Message}");
            return false;
        }
    }

    async Task<bool> RunStatementAsync(string statement, CancellationToken cancellationToken)
    {
        if (!session.Conditionals.IsActive)
        {
            return true;
        }

        var binds = session.Binds;
        session.Binds = null;
        return await session.Runner.RunAsync(statement, cancellationToken, new() { Binds = binds, IsTerminated = true });
    }
}
