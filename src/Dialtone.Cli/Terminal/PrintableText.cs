using System.Globalization;
using System.Text;

namespace Dialtone.Cli.Terminal;

/// <summary>Makes untrusted text safe to show: what a terminal or a reader would obey instead of show becomes a visible escape.</summary>
static class PrintableText
{
    /// <summary>The text with every unprintable character as <c>\x1B</c> (ASCII) or <c>\u202E</c>; line ends and tabs stay on request.</summary>
    public static string Escape(string text, bool keepLayout = false)
    {
        if (IsPlain(text))
        {
            return text;
        }

        var escaped = new StringBuilder(text.Length + 16);
        for (var index = 0; index < text.Length; )
        {
            if (Rune.DecodeFromUtf16(text.AsSpan(index), out var rune, out var length) is not System.Buffers.OperationStatus.Done)
            {
                AppendEscape(escaped, text[index]);
            }
            else if (IsPrintable(rune) || (keepLayout && rune.Value is '\n' or '\t'))
            {
                escaped.Append(text, index, length);
            }
            else
            {
                AppendEscape(escaped, rune.Value);
            }

            index += length;
        }

        return escaped.ToString();
    }

    /// <summary>Whether a character shows itself: no control, no line separator, nothing that turns the direction of the text or hides.</summary>
    public static bool IsPrintable(Rune rune) =>
        rune.Value is >= ' ' and < 0x7f
        || Rune.GetUnicodeCategory(rune) switch
        {
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => false,
            UnicodeCategory.Format => IsVisibleFormat(rune.Value),
            _ => true,
        };

    /// <summary>Appends a character as an escape: psql's spelling.</summary>
    public static void AppendEscape(StringBuilder to, int character)
    {
        _ = character switch
        {
            '\n' => to.Append("\\n"),
            '\r' => to.Append("\\r"),
            < 0x80 => to.Append(CultureInfo.InvariantCulture, $"\\x{character:X2}"),
            <= 0xffff => to.Append(CultureInfo.InvariantCulture, $"\\u{character:X4}"),
            _ => to.Append(CultureInfo.InvariantCulture, $"\\U{character:X8}"),
        };
    }

    /// <summary>Whether the text is printable ASCII throughout.</summary>
    public static bool IsPlain(ReadOnlySpan<char> text) => !text.ContainsAnyExceptInRange(' ', '~');

    // Joiners shape letters and emoji; the others are number and verse signs that are drawn.
    static bool IsVisibleFormat(int character) =>
        character
            is 0x200C
                or 0x200D
                or (>= 0x0600 and <= 0x0605)
                or 0x06DD
                or 0x070F
                or 0x0890
                or 0x0891
                or 0x08E2
                or 0x110BD
                or 0x110CD
                or (>= 0x13430 and <= 0x1343F);
}
