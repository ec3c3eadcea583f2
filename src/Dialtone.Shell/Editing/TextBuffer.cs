namespace Dialtone.Shell.Editing;

/// <summary>The text being edited and the place in it, with every earlier state.</summary>
sealed class TextBuffer
{
    readonly Stack<(string Text, int Cursor)> undone = new();
    readonly Stack<(string Text, int Cursor)> earlier = new();
    bool isTyping;

    /// <summary>The text; lines end with line feeds.</summary>
    public string Text { get; private set; } = "";

    /// <summary>The place of the cursor: an index into <see cref="Text"/> between two characters.</summary>
    public int Cursor { get; private set; }

    /// <summary>Moves the cursor.</summary>
    public void MoveTo(int index)
    {
        Cursor = Math.Clamp(index, 0, Text.Length);
        isTyping = false;
    }

    /// <summary>Puts text at the cursor. Characters typed one behind the other are undone together, up to the last blank.</summary>
    public void Insert(string text)
    {
        var continues = isTyping && text.Length <= 2 && !(text.Length > 0 && char.IsWhiteSpace(text[0]));
        Change(Text.Insert(Cursor, text), Cursor + text.Length, remembers: !continues);
        isTyping = text.Length <= 2;
    }

    /// <summary>Takes a range out and returns it; the cursor stands where it was.</summary>
    public string Delete(int start, int end)
    {
        (start, end) = (Math.Max(0, Math.Min(start, end)), Math.Min(Text.Length, Math.Max(start, end)));
        if (start == end)
        {
            return "";
        }

        var taken = Text[start..end];
        Change(Text.Remove(start, end - start), start);
        return taken;
    }

    /// <summary>Puts text in place of a range; the cursor stands behind it.</summary>
    public void Replace(int start, int end, string text) =>
        Change(string.Concat(Text.AsSpan(0, start), text, Text.AsSpan(end)), start + text.Length);

    /// <summary>Another text altogether; the cursor stands at its end.</summary>
    public void Set(string text) => Change(text, text.Length);

    /// <summary>An empty text without a past.</summary>
    public void Clear()
    {
        (Text, Cursor, isTyping) = ("", 0, false);
        earlier.Clear();
        undone.Clear();
    }

    /// <summary>Takes the last change back.</summary>
    public void Undo() => Exchange(earlier, undone);

    /// <summary>Makes the last change again that was taken back.</summary>
    public void Redo() => Exchange(undone, earlier);

    void Exchange(Stack<(string Text, int Cursor)> from, Stack<(string Text, int Cursor)> to)
    {
        if (from.TryPop(out var state))
        {
            to.Push((Text, Cursor));
            (Text, Cursor) = state;
            isTyping = false;
        }
    }

    void Change(string text, int cursor, bool remembers = true)
    {
        if (remembers)
        {
            earlier.Push((Text, Cursor));
        }

        undone.Clear();
        (Text, Cursor, isTyping) = (text, cursor, false);
    }
}
