using Dialtone.Cli.Terminal;
using Dialtone.Shell.Backslash;

namespace Dialtone.Shell.Editing;

/// <summary>The prompt of a person at a terminal that can move its cursor: edits an input, runs it, and so on.</summary>
sealed class EditingLoop(SqlSession session, TextReader reader, LineEditor editor, Interrupts interrupts)
{
    /// <summary>What makes keys mean what the variable <c>EDITING_MODE</c> says: <c>emacs</c> or <c>vi</c>.</summary>
    public const string ModeVariable = "EDITING_MODE";

    /// <summary>Told after each input what ran.</summary>
    public Func<string, CancellationToken, Task> RanAsync { get; init; } = (_, _) => Task.CompletedTask;

    /// <summary>Runs until the end of the input.</summary>
    /// <returns>The exit code, as psql's.</returns>
    public async Task<int> RunAsync()
    {
        var runner = new PlainLoop(session, reader);
        session.BeginInput(reader);
        while (true)
        {
            try
            {
                if (!await StepAsync(runner) && (session.HasEnded || await Leaving.MayLeaveAsync(session, interrupts.Token)))
                {
                    return 0;
                }
            }
            catch (OperationCanceledException) when (interrupts.ExitCode == 143)
            {
                return 143;
            }
            catch (OperationCanceledException)
            {
                interrupts.Reset();
                session.Say("");
            }
        }
    }

    // False at the end of the input.
    async Task<bool> StepAsync(PlainLoop runner)
    {
        session.Io.Out.Flush();
        editor.Keys = KeysOf(session.Variables[ModeVariable], editor.Keys);
        if ((await editor.ReadAsync(PromptText.Of(session), interrupts.Token)).Text is not { } text)
        {
            return false;
        }

        // A Ctrl-C between two statements was about the one before.
        interrupts.Reset();
        if (session.Input.Pending.Length == 0 && session.Conditionals.IsActive && session.CSharp.Takes(text))
        {
            await session.CSharp.RunAsync(text, interrupts.Token);
        }
        else
        {
            session.Input.Append(text + "\n");
            await runner.RunWholeAsync(interrupts.Token);
        }

        // A Ctrl-C was about what ran.
        interrupts.Reset();
        await RanAsync(text, interrupts.Token);
        return !session.HasEnded;
    }

    static IKeyMap KeysOf(string? mode, IKeyMap present) =>
        (mode ?? ReadlineSettings.EditingMode()) switch
        {
            "vi" => present as ViKeys ?? new ViKeys(),
            _ => present as EmacsKeys ?? new EmacsKeys(),
        };
}
