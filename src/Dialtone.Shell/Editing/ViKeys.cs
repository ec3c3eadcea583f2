namespace Dialtone.Shell.Editing;

/// <summary>The keys of vi: insert mode with the common keys of terminals, normal mode with counts, operators and motions.</summary>
sealed class ViKeys : IKeyMap
{
    static readonly Dictionary<string, Func<string, int, int>> Motions = new(StringComparer.Ordinal)
    {
        ["h"] = TextMotion.Previous,
        ["Left"] = TextMotion.Previous,
        ["Backspace"] = TextMotion.Previous,
        ["l"] = TextMotion.Next,
        [" "] = TextMotion.Next,
        ["Right"] = TextMotion.Next,
        ["w"] = TextMotion.NextWordStart,
        ["W"] = TextMotion.NextWordStart,
        ["e"] = TextMotion.WordEnd,
        ["E"] = TextMotion.WordEnd,
        ["b"] = TextMotion.WordStart,
        ["B"] = TextMotion.BlankWordStart,
        ["0"] = TextMotion.LineStart,
        ["Home"] = TextMotion.LineStart,
        ["^"] = FirstInLine,
        ["$"] = TextMotion.LineEnd,
        ["End"] = TextMotion.LineEnd,
        ["G"] = (text, _) => text.Length,
    };

    static readonly Dictionary<string, Action<EditorState>> Commands = new(StringComparer.Ordinal)
    {
        ["x"] = state => state.Kill(state.Buffer.Cursor, TextMotion.Next(state.Buffer.Text, state.Buffer.Cursor), isBackward: false),
        ["X"] = state => state.Kill(TextMotion.Previous(state.Buffer.Text, state.Buffer.Cursor), state.Buffer.Cursor, isBackward: true),
        ["D"] = EditCommands.KillToLineEnd,
        ["p"] = state =>
        {
            EditCommands.ForwardChar(state);
            EditCommands.Yank(state);
        },
        ["P"] = EditCommands.Yank,
        ["u"] = EditCommands.Undo,
        ["C-r"] = EditCommands.Redo,
        ["j"] = EditCommands.Down,
        ["k"] = EditCommands.Up,
        ["Up"] = EditCommands.Up,
        ["Down"] = EditCommands.Down,
        ["+"] = EditCommands.NextInput,
        ["-"] = EditCommands.PreviousInput,
        ["v"] = EditCommands.EditOutside,
        ["/"] = EditCommands.SearchHistory,
        ["Enter"] = EditCommands.Accept,
        ["C-c"] = EditCommands.Interrupt,
        ["C-d"] = EditCommands.DeleteOrEnd,
        ["C-z"] = EditCommands.Suspend,
        ["C-l"] = EditCommands.ClearScreen,
    };

    // What begins inserting: where the cursor goes before.
    static readonly Dictionary<string, Action<EditorState>> Inserts = new(StringComparer.Ordinal)
    {
        ["i"] = _ => { },
        ["a"] = EditCommands.ForwardChar,
        ["I"] = state => state.Buffer.MoveTo(FirstInLine(state.Buffer.Text, state.Buffer.Cursor)),
        ["A"] = EditCommands.LineEnd,
        ["C"] = EditCommands.KillToLineEnd,
        ["s"] = EditCommands.DeleteForward,
        ["S"] = state =>
            state.Kill(
                TextMotion.LineStart(state.Buffer.Text, state.Buffer.Cursor),
                TextMotion.LineEnd(state.Buffer.Text, state.Buffer.Cursor),
                isBackward: false
            ),
        ["o"] = state =>
        {
            EditCommands.LineEnd(state);
            EditCommands.NewLine(state);
        },
        ["O"] = state =>
        {
            EditCommands.LineStart(state);
            state.Buffer.Insert("\n");
            EditCommands.BackwardChar(state);
        },
    };

    readonly EmacsKeys inserting = new();
    bool isNormal;
    string pending = "";
    int count;

    public void Begin()
    {
        inserting.Begin();
        (isNormal, pending, count) = (false, "", 0);
    }

    public void Press(EditorState state, KeyPress key)
    {
        if (isNormal && key.Code != KeyCode.Paste)
        {
            PressNormal(state, key.Name);
        }
        else if (key is { Code: KeyCode.Escape } or { Code: KeyCode.Character, Text: "[", Modifiers: KeyModifiers.Control })
        {
            isNormal = true;
            if (state.Buffer.Cursor > TextMotion.LineStart(state.Buffer.Text, state.Buffer.Cursor))
            {
                EditCommands.BackwardChar(state);
            }
        }
        else
        {
            inserting.Press(state, key);
        }
    }

    void PressNormal(EditorState state, string name)
    {
        if (name.Length == 1 && char.IsAsciiDigit(name[0]) && (count > 0 || name != "0"))
        {
            count = Math.Min(9_999, count * 10 + (name[0] - '0'));
            return;
        }

        if (IsPrefix(name))
        {
            pending += name;
            return;
        }

        var (command, times) = (pending, Math.Max(1, count));
        (pending, count) = ("", 0);
        for (var i = 0; i < times && !Run(state, command, name); i++) { }
    }

    // An operator waits for its motion, f and r for their character.
    bool IsPrefix(string name) =>
        name switch
        {
            "d" or "c" or "y" => pending.Length == 0,
            "f" or "F" or "t" or "T" => pending is "" or "d" or "c" or "y",
            "r" or "g" => pending.Length == 0,
            _ => false,
        };

    // Whether the count has no meaning for it.
    bool Run(EditorState state, string command, string name)
    {
        var buffer = state.Buffer;
        if (command == "r")
        {
            buffer.Replace(buffer.Cursor, TextMotion.Next(buffer.Text, buffer.Cursor), name.Length == 1 ? name : "");
            EditCommands.BackwardChar(state);
        }
        else if (command is "g")
        {
            buffer.MoveTo(name == "g" ? 0 : buffer.Cursor);
        }
        else if (command is "d" or "c" or "y" && name == command)
        {
            Operate(state, command, TextMotion.LineStart(buffer.Text, buffer.Cursor), LineEndOf(command, buffer));
        }
        else if (Target(command, name, buffer) is { } target)
        {
            Apply(state, command, target);
        }
        else if (command.Length == 0 && Inserts.TryGetValue(name, out var insert))
        {
            insert(state);
            isNormal = false;
            return true;
        }
        else if (command.Length == 0 && Commands.TryGetValue(name, out var run))
        {
            run(state);
        }

        return state.Outcome != EditOutcome.None;
    }

    void Apply(EditorState state, string command, int target)
    {
        if (command is ['d' or 'c' or 'y', ..])
        {
            Operate(state, command[..1], Math.Min(state.Buffer.Cursor, target), Math.Max(state.Buffer.Cursor, target));
        }
        else
        {
            state.Buffer.MoveTo(target);
        }
    }

    void Operate(EditorState state, string command, int start, int end)
    {
        if (command == "y")
        {
            state.Kills.Add(state.Buffer.Text[start..end], joins: false, isBackward: false);
            state.Buffer.MoveTo(start);
            return;
        }

        state.Kill(start, end, isBackward: false);
        isNormal = command != "c";
    }

    // dd takes the line with its end, cc leaves an empty line.
    static int LineEndOf(string command, TextBuffer buffer)
    {
        var end = TextMotion.LineEnd(buffer.Text, buffer.Cursor);
        return command == "c" ? end : Math.Min(buffer.Text.Length, end + 1);
    }

    static int? Target(string command, string name, TextBuffer buffer)
    {
        var find = command.Length > 0 ? command[^1] : ' ';
        if (find is 'f' or 't' or 'F' or 'T')
        {
            var isForward = find is 'f' or 't';
            var at = isForward
                ? (buffer.Cursor + 1 < buffer.Text.Length ? buffer.Text.IndexOf(name, buffer.Cursor + 1, StringComparison.Ordinal) : -1)
                : (buffer.Cursor > 0 ? buffer.Text.LastIndexOf(name, buffer.Cursor - 1, StringComparison.Ordinal) : -1);
            // An operator with f takes the character as well.
            var shift = (find, command.Length) switch
            {
                ('f', 2) => 1,
                ('t', 1) => -1,
                ('T', _) => 1,
                _ => 0,
            };
            return at < 0 ? null : at + shift;
        }

        // cw leaves the blank behind the word.
        name = command == "c" && name == "w" ? "e" : name;
        return command is "" or "d" or "c" or "y" && Motions.TryGetValue(name, out var motion) ? motion(buffer.Text, buffer.Cursor) : null;
    }

    static int FirstInLine(string text, int index)
    {
        var at = TextMotion.LineStart(text, index);
        while (at < text.Length && text[at] is ' ' or '\t')
        {
            at++;
        }

        return at;
    }
}
