namespace Dialtone.Shell.Editing;

/// <summary>Which key.</summary>
enum KeyCode
{
    /// <summary>A character; <see cref="KeyPress.Text"/> tells which.</summary>
    Character,

    /// <summary>Pasted text, however long.</summary>
    Paste,

    Enter,
    Tab,
    Backspace,
    Delete,
    Insert,
    Escape,
    Up,
    Down,
    Left,
    Right,
    Home,
    End,
    PageUp,
    PageDown,

    /// <summary>A sequence that means nothing here.</summary>
    Unknown,
}

/// <summary>What is held down with a key.</summary>
[Flags]
enum KeyModifiers
{
    None = 0,
    Shift = 1,
    Alt = 2,
    Control = 4,
}

/// <summary>A key as a person pressed it.</summary>
/// <param name="Code">Which one.</param>
/// <param name="Text">The character of a character key, the text of a paste.</param>
/// <param name="Modifiers">What was held down.</param>
readonly record struct KeyPress(KeyCode Code, string Text = "", KeyModifiers Modifiers = KeyModifiers.None)
{
    /// <summary>Whether it types text.</summary>
    public bool IsText => Code == KeyCode.Paste || (Code == KeyCode.Character && (Modifiers & ~KeyModifiers.Shift) == 0);

    /// <summary>Its name in key tables: <c>C-x</c>, <c>M-f</c>, <c>S-Tab</c>, <c>Left</c>.</summary>
    public string Name =>
        (Modifiers.HasFlag(KeyModifiers.Control) ? "C-" : "")
        + (Modifiers.HasFlag(KeyModifiers.Alt) ? "M-" : "")
        + (Modifiers.HasFlag(KeyModifiers.Shift) && Code != KeyCode.Character ? "S-" : "")
        + (Code == KeyCode.Character ? Text : Code.ToString());
}
