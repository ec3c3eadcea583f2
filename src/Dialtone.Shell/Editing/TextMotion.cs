using System.Globalization;

namespace Dialtone.Shell.Editing;

/// <summary>Where the cursor can stand in a text: between characters as a person counts them, at words and at lines.</summary>
static class TextMotion
{
    /// <summary>Behind the character that begins at an index.</summary>
    public static int Next(string text, int index) =>
        index >= text.Length ? text.Length : index + StringInfo.GetNextTextElementLength(text.AsSpan(index));

    /// <summary>At the character that ends before an index.</summary>
    public static int Previous(string text, int index)
    {
        if (index == 0 || text[index - 1] == '\n')
        {
            return Math.Max(0, index - 1);
        }

        var (at, before) = (LineStart(text, index), 0);
        while (at < index)
        {
            (before, at) = (at, Next(text, at));
        }

        return before;
    }

    /// <summary>The beginning of the line around an index.</summary>
    public static int LineStart(string text, int index) => index == 0 ? 0 : text.LastIndexOf('\n', index - 1) + 1;

    /// <summary>The end of the line around an index, before its line feed.</summary>
    public static int LineEnd(string text, int index) => text.IndexOf('\n', index) is >= 0 and var end ? end : text.Length;

    /// <summary>The end of the word at or behind an index.</summary>
    public static int WordEnd(string text, int index)
    {
        while (index < text.Length && !IsWord(text[index]))
        {
            index++;
        }

        while (index < text.Length && IsWord(text[index]))
        {
            index++;
        }

        return index;
    }

    /// <summary>The beginning of the word before an index.</summary>
    public static int WordStart(string text, int index)
    {
        while (index > 0 && !IsWord(text[index - 1]))
        {
            index--;
        }

        while (index > 0 && IsWord(text[index - 1]))
        {
            index--;
        }

        return index;
    }

    /// <summary>The beginning of the run of non-blanks before an index: what Ctrl-W takes.</summary>
    public static int BlankWordStart(string text, int index)
    {
        while (index > 0 && char.IsWhiteSpace(text[index - 1]))
        {
            index--;
        }

        while (index > 0 && !char.IsWhiteSpace(text[index - 1]))
        {
            index--;
        }

        return index;
    }

    /// <summary>The beginning of the next word, as vi's <c>w</c>.</summary>
    public static int NextWordStart(string text, int index)
    {
        if (index < text.Length)
        {
            var kind = Kind(text[index]);
            while (index < text.Length && Kind(text[index]) == kind)
            {
                index++;
            }
        }

        while (index < text.Length && char.IsWhiteSpace(text[index]))
        {
            index++;
        }

        return index;
    }

    /// <summary>The same column one line up or down; <see langword="null"/> beyond the first and the last line.</summary>
    public static int? Vertical(string text, int index, int lines)
    {
        var start = LineStart(text, index);
        var column = index - start;
        int target;
        if (lines < 0)
        {
            if (start == 0)
            {
                return null;
            }

            target = LineStart(text, start - 1);
        }
        else
        {
            var end = LineEnd(text, index);
            if (end == text.Length)
            {
                return null;
            }

            target = end + 1;
        }

        var wanted = Math.Min(target + column, LineEnd(text, target));
        // Not into the middle of a character.
        var at = target;
        while (at < wanted && Next(text, at) <= wanted)
        {
            at = Next(text, at);
        }

        return at;
    }

    static bool IsWord(char character) => char.IsLetterOrDigit(character) || character == '_' || char.IsSurrogate(character);

    static int Kind(char character) =>
        char.IsWhiteSpace(character) ? 0
        : IsWord(character) ? 1
        : 2;
}
