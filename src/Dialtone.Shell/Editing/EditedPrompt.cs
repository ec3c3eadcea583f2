using System.Collections.Concurrent;
using Dialtone.Cli.Terminal;
using Dialtone.Shell.Backslash;
using Dialtone.Shell.Completion;
using Dialtone.Shell.History;
using Dialtone.Shell.Terminal;

namespace Dialtone.Shell.Editing;

/// <summary>Puts the prompt of a person together: editor, language, history, completion.</summary>
static class EditedPrompt
{
    /// <summary>Runs it until the end of the input.</summary>
    /// <returns>The exit code, as psql's.</returns>
    public static async Task<int> RunAsync(SqlSession session, TextReader reader, ITerminal terminal, Interrupts interrupts)
    {
        var untold = new ConcurrentQueue<string>();
        await using var history = new InputHistory(
            () => ConnectionName(session),
            text => SecretRedaction.Redact(session.Engine, text),
            terminal.Wake,
            session.Options.Time
        );
        if (HistoryFile.Location() is { } file)
        {
            // Told between two inputs: words in the middle of one would tear it.
            history.Begin(file, untold.Enqueue);
        }

        await using var catalog = new CatalogCache(session);
        await catalog.RefreshAsync("", interrupts.Token);
        var palette = session.Options.Screen().HasColour ? Palette.Colour : Palette.Plain;
        var editor = new LineEditor(
            terminal,
            palette,
            new PromptLanguage(
                new SqlLanguage(() => session.Engine, () => session.Input.Pending),
                session.CSharp,
                () => session.Input.Pending.Length == 0 && session.Conditionals.IsActive
            ),
            history,
            new ShellCompletion(session, catalog)
        )
        {
            EditOutsideAsync = (text, cancellationToken) => ExternalEditor.EditAsync(text, null, ".sql", cancellationToken),
        };
        // Behind the first prompt: SQL never waits for the compiler.
        _ = Task.Run(() => session.CSharp.CSharp.WarmAsync(interrupts.Token), CancellationToken.None);
        return await new EditingLoop(session, reader, editor, interrupts) { RanAsync = RanAsync }.RunAsync();

        async Task RanAsync(string input, CancellationToken cancellationToken)
        {
            while (untold.TryDequeue(out var words))
            {
                session.Say(words);
            }

            await catalog.RefreshAsync(input, cancellationToken);
        }
    }

    static string ConnectionName(SqlSession session) =>
        $"{session.Engine.Target.Dialect}:{session.Variables["USER"]}@{session.Variables["HOST"]}:{session.Variables["PORT"]}/{session.Variables["DBNAME"]}";
}
