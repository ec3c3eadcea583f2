namespace Dialtone.Shell.Editing;

/// <summary>What a key asks for beside changing the text.</summary>
enum EditOutcome
{
    None,
    Submit,
    Interrupt,
    EndOfInput,
    Suspend,
    ClearScreen,
    EditOutside,
    Complete,
    CompleteBackward,
    SearchHistory,
}

/// <summary>What keys act on.</summary>
/// <param name="language">The language that is typed.</param>
/// <param name="history">What was typed before.</param>
sealed class EditorState(IInputLanguage language, IInputHistory history)
{
    int walked = -1;
    string draft = "";
    IReadOnlyList<string> recent = [];

    /// <summary>The text and the cursor.</summary>
    public TextBuffer Buffer { get; } = new();

    /// <summary>What was cut.</summary>
    public KillRing Kills { get; } = new();

    /// <summary>What the key asks for.</summary>
    public EditOutcome Outcome { get; set; }

    /// <summary>Whether the key before cut, so that this cut joins it.</summary>
    public bool ContinuesKill { get; set; }

    /// <summary>Whether this key cut.</summary>
    public bool HasKilled { get; set; }

    /// <summary>The range that was put back last; turning the ring replaces it.</summary>
    public (int Start, int End)? Yanked { get; set; }

    /// <summary>Whether Enter runs the text.</summary>
    public bool IsComplete => language.IsComplete(Buffer.Text);

    /// <summary>Begins a new input.</summary>
    public void Begin(string text)
    {
        Buffer.Clear();
        Buffer.Insert(text);
        (walked, draft, ContinuesKill, HasKilled, Yanked) = (-1, "", false, false, null);
        recent = history.Recent(everywhere: false);
    }

    /// <summary>Cuts a range.</summary>
    public void Kill(int start, int end, bool isBackward)
    {
        Kills.Add(Buffer.Delete(start, end), ContinuesKill, isBackward);
        HasKilled = true;
    }

    /// <summary>Shows the input before or after the one that is shown; what was typed is kept at the end.</summary>
    /// <param name="step">1 for the one before.</param>
    public void Walk(int step)
    {
        var target = walked + step;
        if (target < -1 || target >= recent.Count)
        {
            return;
        }

        if (walked == -1)
        {
            draft = Buffer.Text;
        }

        walked = target;
        Buffer.Set(target == -1 ? draft : recent[target]);
    }
}
