using System.Buffers;
using System.Text;
using Dialtone.Cli.Terminal;
using Wcwidth;

namespace Dialtone.Cli.Output;

/// <summary>A value as a person reads it: unprintable characters escaped, tabs spread, and the width that a terminal gives it.</summary>
/// <remarks>psql's rules for its aligned format. Line feeds stay: they begin a new line inside the value.</remarks>
readonly struct DisplayText
{
    const int TabStop = 8;

    DisplayText(string text, int width)
    {
        Text = text;
        Width = width;
    }

    /// <summary>The text, its lines separated by line feeds.</summary>
    public string Text { get; }

    /// <summary>The width of the widest line, in terminal columns.</summary>
    public int Width { get; }

    /// <summary>Whether the text stands for NULL.</summary>
    public bool IsNull { get; private init; }

    /// <summary>The text that stands for NULL.</summary>
    public static DisplayText OfNull(string text) => Of(text) with { IsNull = true };

    /// <summary>Makes untrusted text readable.</summary>
    public static DisplayText Of(string text) => PrintableText.IsPlain(text) ? new(text, text.Length) : Measure(text);

    /// <summary>The line that begins at an index; the index moves behind it, or to -1 after the last one.</summary>
    public ReadOnlySpan<char> NextLine(ref int index)
    {
        var rest = Text.AsSpan(index);
        var end = rest.IndexOf('\n');
        index = end < 0 ? -1 : index + end + 1;
        return end < 0 ? rest : rest[..end];
    }

    /// <summary>The columns that a line of <see cref="Text"/> takes on a terminal.</summary>
    public static int WidthOf(ReadOnlySpan<char> line)
    {
        if (PrintableText.IsPlain(line))
        {
            return line.Length;
        }

        var width = 0;
        foreach (var rune in line.EnumerateRunes())
        {
            width += WidthOf(rune);
        }

        return width;
    }

    static int WidthOf(Rune rune) => rune.IsAscii ? 1 : Math.Max(0, UnicodeCalculator.GetWidth(rune));

    static DisplayText Measure(string text)
    {
        var shown = new StringBuilder(text.Length + 16);
        var lineWidth = 0;
        var widest = 0;
        for (var index = 0; index < text.Length; )
        {
            var isWhole = Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length) is OperationStatus.Done;
            if (text[index] == '\n')
            {
                shown.Append('\n');
                widest = Math.Max(widest, lineWidth);
                lineWidth = 0;
            }
            else if (text[index] == '\t')
            {
                var spaces = TabStop - lineWidth % TabStop;
                shown.Append(' ', spaces);
                lineWidth += spaces;
            }
            else if (isWhole && PrintableText.IsPrintable(rune))
            {
                shown.Append(text, index, length);
                lineWidth += WidthOf(rune);
            }
            else
            {
                var before = shown.Length;
                PrintableText.AppendEscape(shown, isWhole ? rune.Value : text[index]);
                lineWidth += shown.Length - before;
            }

            index += length;
        }

        return new(shown.ToString(), Math.Max(widest, lineWidth));
    }
}
