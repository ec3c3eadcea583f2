namespace Dialtone.Shell.Editing;

/// <summary>The keys of emacs and readline, which terminals have everywhere.</summary>
sealed class EmacsKeys : IKeyMap
{
    static readonly Dictionary<string, Action<EditorState>> Table = new(StringComparer.Ordinal)
    {
        ["Enter"] = EditCommands.Accept,
        ["M-Enter"] = EditCommands.NewLine,
        ["S-Enter"] = EditCommands.NewLine,
        ["C-Enter"] = EditCommands.Accept,
        ["Left"] = EditCommands.BackwardChar,
        ["C-b"] = EditCommands.BackwardChar,
        ["Right"] = EditCommands.ForwardChar,
        ["C-f"] = EditCommands.ForwardChar,
        ["C-Left"] = EditCommands.BackwardWord,
        ["M-Left"] = EditCommands.BackwardWord,
        ["M-b"] = EditCommands.BackwardWord,
        ["C-Right"] = EditCommands.ForwardWord,
        ["M-Right"] = EditCommands.ForwardWord,
        ["M-f"] = EditCommands.ForwardWord,
        ["Home"] = EditCommands.LineStart,
        ["C-a"] = EditCommands.LineStart,
        ["End"] = EditCommands.LineEnd,
        ["C-e"] = EditCommands.LineEnd,
        ["C-Home"] = EditCommands.BufferStart,
        ["M-<"] = EditCommands.BufferStart,
        ["C-End"] = EditCommands.BufferEnd,
        ["M->"] = EditCommands.BufferEnd,
        ["Up"] = EditCommands.Up,
        ["Down"] = EditCommands.Down,
        ["C-p"] = EditCommands.Up,
        ["C-n"] = EditCommands.Down,
        ["M-p"] = EditCommands.PreviousInput,
        ["M-n"] = EditCommands.NextInput,
        ["Backspace"] = EditCommands.DeleteBackward,
        ["S-Backspace"] = EditCommands.DeleteBackward,
        ["C-h"] = EditCommands.DeleteBackward,
        ["Delete"] = EditCommands.DeleteForward,
        ["C-d"] = EditCommands.DeleteOrEnd,
        ["C-k"] = EditCommands.KillToLineEnd,
        ["C-u"] = EditCommands.KillToLineStart,
        ["C-w"] = EditCommands.KillBlankWordBackward,
        ["M-d"] = EditCommands.KillWord,
        ["C-Delete"] = EditCommands.KillWord,
        ["M-Backspace"] = EditCommands.KillWordBackward,
        ["C-Backspace"] = EditCommands.KillWordBackward,
        ["C-y"] = EditCommands.Yank,
        ["M-y"] = EditCommands.YankEarlier,
        ["C-t"] = EditCommands.Transpose,
        ["M-u"] = EditCommands.UpperWord,
        ["M-l"] = EditCommands.LowerWord,
        ["C-_"] = EditCommands.Undo,
        ["C-/"] = EditCommands.Undo,
        ["C-x C-u"] = EditCommands.Undo,
        ["M-_"] = EditCommands.Redo,
        ["M-/"] = EditCommands.Redo,
        ["C-x C-r"] = EditCommands.Redo,
        ["C-x C-e"] = EditCommands.EditOutside,
        ["C-c"] = EditCommands.Interrupt,
        ["C-z"] = EditCommands.Suspend,
        ["C-l"] = EditCommands.ClearScreen,
        ["C-r"] = EditCommands.SearchHistory,
        ["Tab"] = EditCommands.Complete,
        ["S-Tab"] = EditCommands.CompleteBackward,
    };

    string prefix = "";

    public void Begin() => prefix = "";

    public void Press(EditorState state, KeyPress key)
    {
        var name = prefix + key.Name;
        prefix = "";
        if (Table.TryGetValue(name, out var command))
        {
            command(state);
        }
        else if (name == "C-x")
        {
            prefix = "C-x ";
        }
        else if (key.IsText)
        {
            state.Buffer.Insert(key.Text);
        }
    }
}
