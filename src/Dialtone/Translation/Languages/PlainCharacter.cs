using System.Globalization;
using System.Text;

namespace Dialtone.Translation.Languages;

/// <summary>Characters that show themselves: no control, no separator of lines, nothing that turns the direction of the text or hides.</summary>
static class PlainCharacter
{
    public static bool Is(Rune rune) =>
        rune.Value is >= ' ' and < 0x7f
        || Rune.GetUnicodeCategory(rune)
            is not (
                UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.SpaceSeparator
                or UnicodeCategory.Surrogate
                or UnicodeCategory.PrivateUse
                or UnicodeCategory.OtherNotAssigned
            );

    /// <summary>Whether a text has a character that a line of text or a terminal would obey.</summary>
    public static bool HasControl(string text) => text.Any(char.IsControl);
}
