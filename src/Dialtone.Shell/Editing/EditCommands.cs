namespace Dialtone.Shell.Editing;

/// <summary>What keys do, by the names that readline and emacs gave it.</summary>
static class EditCommands
{
    public static void BackwardChar(EditorState state) => Move(state, TextMotion.Previous);

    public static void ForwardChar(EditorState state) => Move(state, TextMotion.Next);

    public static void BackwardWord(EditorState state) => Move(state, TextMotion.WordStart);

    public static void ForwardWord(EditorState state) => Move(state, TextMotion.WordEnd);

    public static void LineStart(EditorState state) => Move(state, TextMotion.LineStart);

    public static void LineEnd(EditorState state) => Move(state, TextMotion.LineEnd);

    public static void BufferStart(EditorState state) => state.Buffer.MoveTo(0);

    public static void BufferEnd(EditorState state) => state.Buffer.MoveTo(state.Buffer.Text.Length);

    /// <summary>Up a line; from the first one to the input before.</summary>
    public static void Up(EditorState state)
    {
        if (TextMotion.Vertical(state.Buffer.Text, state.Buffer.Cursor, -1) is { } index)
        {
            state.Buffer.MoveTo(index);
        }
        else
        {
            PreviousInput(state);
        }
    }

    /// <summary>Down a line; from the last one to the next input.</summary>
    public static void Down(EditorState state)
    {
        if (TextMotion.Vertical(state.Buffer.Text, state.Buffer.Cursor, 1) is { } index)
        {
            state.Buffer.MoveTo(index);
        }
        else
        {
            NextInput(state);
        }
    }

    public static void PreviousInput(EditorState state) => state.Walk(1);

    public static void NextInput(EditorState state) => state.Walk(-1);

    public static void DeleteBackward(EditorState state) =>
        state.Buffer.Delete(TextMotion.Previous(state.Buffer.Text, state.Buffer.Cursor), state.Buffer.Cursor);

    public static void DeleteForward(EditorState state) =>
        state.Buffer.Delete(state.Buffer.Cursor, TextMotion.Next(state.Buffer.Text, state.Buffer.Cursor));

    /// <summary>Deletes forward; at an empty prompt it is the end of the input.</summary>
    public static void DeleteOrEnd(EditorState state)
    {
        if (state.Buffer.Text.Length == 0)
        {
            state.Outcome = EditOutcome.EndOfInput;
        }
        else
        {
            DeleteForward(state);
        }
    }

    /// <summary>Cuts to the end of the line; at its end, the line feed.</summary>
    public static void KillToLineEnd(EditorState state)
    {
        var end = TextMotion.LineEnd(state.Buffer.Text, state.Buffer.Cursor);
        KillForward(state, end == state.Buffer.Cursor ? end + 1 : end);
    }

    public static void KillToLineStart(EditorState state) =>
        KillBackward(state, TextMotion.LineStart(state.Buffer.Text, state.Buffer.Cursor));

    public static void KillWord(EditorState state) => KillForward(state, TextMotion.WordEnd(state.Buffer.Text, state.Buffer.Cursor));

    public static void KillWordBackward(EditorState state) =>
        KillBackward(state, TextMotion.WordStart(state.Buffer.Text, state.Buffer.Cursor));

    public static void KillBlankWordBackward(EditorState state) =>
        KillBackward(state, TextMotion.BlankWordStart(state.Buffer.Text, state.Buffer.Cursor));

    /// <summary>Puts the last cut back.</summary>
    public static void Yank(EditorState state)
    {
        var start = state.Buffer.Cursor;
        state.Buffer.Insert(state.Kills.Current);
        state.Yanked = (start, state.Buffer.Cursor);
    }

    /// <summary>Puts the cut before in place of the one just put back.</summary>
    public static void YankEarlier(EditorState state)
    {
        if (state.Yanked is var (start, end))
        {
            state.Kills.Turn();
            state.Buffer.Replace(start, end, state.Kills.Current);
            state.Yanked = (start, state.Buffer.Cursor);
        }
    }

    /// <summary>Exchanges the characters around the cursor.</summary>
    public static void Transpose(EditorState state)
    {
        var (text, cursor) = (state.Buffer.Text, state.Buffer.Cursor);
        var right = cursor == text.Length ? TextMotion.Previous(text, cursor) : cursor;
        var left = TextMotion.Previous(text, right);
        if (left < right && right < text.Length)
        {
            var end = TextMotion.Next(text, right);
            state.Buffer.Replace(left, end, text[right..end] + text[left..right]);
        }
    }

    public static void UpperWord(EditorState state) => ChangeWord(state, word => word.ToUpperInvariant());

    public static void LowerWord(EditorState state) => ChangeWord(state, word => word.ToLowerInvariant());

    public static void Undo(EditorState state) => state.Buffer.Undo();

    public static void Redo(EditorState state) => state.Buffer.Redo();

    /// <summary>Another line, indented as this one.</summary>
    public static void NewLine(EditorState state)
    {
        var (text, cursor) = (state.Buffer.Text, state.Buffer.Cursor);
        var start = TextMotion.LineStart(text, cursor);
        var end = start;
        while (end < cursor && text[end] is ' ' or '\t')
        {
            end++;
        }

        state.Buffer.Insert("\n" + text[start..end]);
    }

    /// <summary>Runs the text if it is whole; otherwise another line.</summary>
    public static void Accept(EditorState state)
    {
        if (state.IsComplete)
        {
            state.Outcome = EditOutcome.Submit;
        }
        else
        {
            NewLine(state);
        }
    }

    public static void Interrupt(EditorState state) => state.Outcome = EditOutcome.Interrupt;

    public static void Suspend(EditorState state) => state.Outcome = EditOutcome.Suspend;

    public static void ClearScreen(EditorState state) => state.Outcome = EditOutcome.ClearScreen;

    public static void EditOutside(EditorState state) => state.Outcome = EditOutcome.EditOutside;

    public static void Complete(EditorState state) => state.Outcome = EditOutcome.Complete;

    public static void CompleteBackward(EditorState state) => state.Outcome = EditOutcome.CompleteBackward;

    public static void SearchHistory(EditorState state) => state.Outcome = EditOutcome.SearchHistory;

    static void Move(EditorState state, Func<string, int, int> motion) =>
        state.Buffer.MoveTo(motion(state.Buffer.Text, state.Buffer.Cursor));

    static void KillForward(EditorState state, int end) => state.Kill(state.Buffer.Cursor, end, isBackward: false);

    static void KillBackward(EditorState state, int start) => state.Kill(start, state.Buffer.Cursor, isBackward: true);

    static void ChangeWord(EditorState state, Func<string, string> change)
    {
        var (text, start) = (state.Buffer.Text, state.Buffer.Cursor);
        var end = TextMotion.WordEnd(text, start);
        state.Buffer.Replace(start, end, change(text[start..end]));
    }
}
