using Dialtone.Shell.Terminal;

namespace Dialtone.Shell.Editing;

/// <summary>How the editing of an input ended.</summary>
/// <param name="Text">The input; <see langword="null"/> at the end of all input.</param>
readonly record struct EditedInput(string? Text);

/// <summary>Edits one input after the other on a terminal.</summary>
sealed partial class LineEditor(
    ITerminal terminal,
    Palette palette,
    IInputLanguage language,
    IInputHistory history,
    ICompletionSource completion
)
{
    // How long an escape is waited on before it is the key itself.
    const int EscapeMilliseconds = 50;

    readonly Painter painter = new(terminal, palette);
    readonly EditorState state = new(language, history);
    readonly CompletionPopup popup = new();
    readonly HistorySearch search = new(history);
    readonly byte[] arrived = new byte[4096];
    readonly List<byte> undecoded = [];
    CompletionRun? completing;
    bool wantsCompletion;
    bool stopsCompleting;
    bool isGone;
    string prompt = "";

    /// <summary>What the keys mean.</summary>
    public IKeyMap Keys { get; set; } = new EmacsKeys();

    /// <summary>Lets a person edit the text in a program of theirs; returns what it is afterwards.</summary>
    public Func<string, CancellationToken, Task<string>>? EditOutsideAsync { get; init; }

    /// <summary>Reads an input.</summary>
    /// <param name="promptText">What stands before it.</param>
    /// <param name="cancellationToken">Ends the reading, such as when the process is to end.</param>
    /// <exception cref="OperationCanceledException">The token was cancelled; the terminal is as it was.</exception>
    public async Task<EditedInput> ReadAsync(string promptText, CancellationToken cancellationToken)
    {
        prompt = promptText;
        state.Begin("");
        Keys.Begin();
        using var wakes = cancellationToken.Register(terminal.Wake);
        while (true)
        {
            var outcome = await Task.Factory.StartNew(
                () => Edit(cancellationToken),
                CancellationToken.None,
                TaskCreationOptions.LongRunning,
                TaskScheduler.Default
            );
            switch (outcome)
            {
                case EditOutcome.Submit:
                    history.Add(state.Buffer.Text);
                    return new(state.Buffer.Text);
                case EditOutcome.EndOfInput:
                    return new(null);
                case EditOutcome.EditOutside:
                    state.Buffer.Set((await EditOutsideAsync!(state.Buffer.Text, cancellationToken)).TrimEnd('\n', '\r'));
                    break;
            }
        }
    }

    // Keys until something happens that is not editing. The terminal is raw in here, and nowhere else.
    EditOutcome Edit(CancellationToken cancellationToken)
    {
        using var raw = terminal.BeginRaw();
        painter.Forget();
        Paint();
        try
        {
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (NextKey() is { } key)
                {
                    Press(key);
                    if (Leave() is { } outcome)
                    {
                        return outcome;
                    }

                    if (HasMoreKeys())
                    {
                        // What was typed ahead is shown once, and not key by key.
                        continue;
                    }

                    if (wantsCompletion)
                    {
                        BeginCompletion(isAsked: false);
                    }
                }

                if (isGone)
                {
                    return EditOutcome.EndOfInput;
                }

                TakeCompletion();
                Paint();
            }
        }
        finally
        {
            completing?.Dispose();
            completing = null;
            wantsCompletion = false;
            popup.Close();
            search.Close();
        }
    }

    void Press(KeyPress key)
    {
        var before = state.Buffer.Text;
        state.Outcome = EditOutcome.None;
        if (search.IsOpen ? !PressInSearch(key) : !(popup.IsOpen && PressInPopup(key)))
        {
            state.HasKilled = false;
            var yanked = state.Yanked;
            Keys.Press(state, key);
            state.ContinuesKill = state.HasKilled;
            if (state.Yanked == yanked)
            {
                state.Yanked = null;
            }
        }

        if (state.Outcome is EditOutcome.Complete or EditOutcome.CompleteBackward)
        {
            StepCompletion(state.Outcome == EditOutcome.Complete ? 1 : -1);
        }
        else if (state.Outcome == EditOutcome.SearchHistory)
        {
            popup.Close();
            search.Open();
        }
        else if (!ReferenceEquals(before, state.Buffer.Text))
        {
            popup.Close();
            completing?.Dispose();
            completing = null;
            wantsCompletion = key.Code != KeyCode.Paste && !stopsCompleting && !search.IsOpen;
            stopsCompleting = false;
        }
        else if (!popup.HasSelection && key.Code is not KeyCode.Unknown)
        {
            popup.Close();
        }
    }

    // The end of the editing, if the key asked for it.
    EditOutcome? Leave()
    {
        switch (state.Outcome)
        {
            case EditOutcome.Submit or EditOutcome.EndOfInput:
                Finish();
                return state.Outcome;
            case EditOutcome.EditOutside when EditOutsideAsync is not null:
                popup.Close();
                painter.Erase();
                return state.Outcome;
            case EditOutcome.Interrupt:
                Finish();
                state.Begin("");
                Keys.Begin();
                break;
            case EditOutcome.Suspend:
                Finish();
                terminal.Suspend();
                break;
            case EditOutcome.ClearScreen:
                painter.Clear();
                break;
        }

        return null;
    }

    // What stays on the screen is the whole input, without lists.
    void Finish()
    {
        popup.Close();
        search.Close();
        var layout = Lay(state.Buffer.Text.Length);
        if (layout.Rows.Count > terminal.Size.Height)
        {
            painter.Erase();
        }

        painter.Paint(layout);
        painter.Finish();
    }

    void Paint()
    {
        var (width, height) = terminal.Size;
        if (search.IsOpen)
        {
            var (found, column) = search.Show(width, height);
            painter.Paint(new(found, 0, Math.Min(column, width - 1)));
            return;
        }

        var whole = Lay(state.Buffer.Cursor);
        var layout = whole.Window(height);
        if (popup.IsOpen)
        {
            var column = Lay(Math.Min(popup.Start, state.Buffer.Text.Length)).CursorColumn;
            // The list stands below the whole input; where that leaves it no room, it takes the place of what is below the cursor.
            var room = height - layout.Rows.Count;
            var rows = popup.Rows(column, width, Math.Max(room, height - layout.CursorRow - 1));
            var kept = layout.Rows.Take(Math.Min(layout.Rows.Count, height - rows.Count));
            layout = layout with { Rows = [.. kept, .. rows] };
        }

        painter.Paint(layout);
    }

    Layout Lay(int cursor)
    {
        var text = state.Buffer.Text;
        return Layout.Of(prompt, language.Continuations(text), text, cursor, language.Highlight(text), terminal.Size.Width);
    }

    bool HasMoreKeys() => undecoded.Count > 0 && KeyDecoder.Decode(undecoded.ToArray(), isFinal: false, out _) > 0;

    // The next key; null if the waiting ended for another reason.
    KeyPress? NextKey()
    {
        var isFinal = false;
        while (true)
        {
            var bytes = undecoded.ToArray();
            var length = KeyDecoder.Decode(bytes, isFinal, out var key);
            if (length > 0)
            {
                undecoded.RemoveRange(0, length);
                return key;
            }

            var count = terminal.Read(arrived, bytes.Length > 0 && !isFinal ? EscapeMilliseconds : -1);
            if (count < 0)
            {
                isGone = true;
                return null;
            }

            if (count == 0)
            {
                if (bytes.Length == 0 || isFinal)
                {
                    return null;
                }

                isFinal = true;
                continue;
            }

            undecoded.AddRange(arrived.AsSpan(0, count));
            isFinal = false;
        }
    }
}
