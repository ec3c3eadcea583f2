using System.Globalization;
using System.Text;
using Dialtone.Cli.Output;

namespace Dialtone.Cli;

/// <summary>The line of a script that the server complained about, with a caret below the place.</summary>
/// <param name="Line">The line's number in the script, from 1.</param>
/// <param name="Picture">The line and the caret, cut to a readable length as libpq cuts it.</param>
sealed record ErrorLocation(int Line, string Picture)
{
    const int LongestLine = 60;
    const int KeptBehindPlace = 10;
    const string Cut = "...";

    /// <summary>The place of a position.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="firstLine">The script's line on which it starts.</param>
    /// <param name="position">The server's position: characters, not UTF-16 units, from 1.</param>
    /// <returns><see langword="null"/> if the position is not inside the statement.</returns>
    public static ErrorLocation? Find(string sql, int firstLine, int position)
    {
        var line = firstLine;
        var number = 0;
        var place = -1;
        var previous = default(Rune);
        var characters = new List<DisplayText>();
        foreach (var rune in sql.EnumerateRunes())
        {
            number++;
            place = number == position ? characters.Count : place;
            if (rune.Value is not ('\n' or '\r'))
            {
                characters.Add(DisplayText.Of(rune.Value == '\t' ? " " : rune.ToString()));
            }
            else if (place >= 0)
            {
                break;
            }
            else
            {
                line += rune.Value == '\n' && previous.Value == '\r' ? 0 : 1;
                characters.Clear();
            }

            previous = rune;
        }

        // One behind the end is where a statement that ends too early fails.
        place = place < 0 && position == number + 1 && number > 0 ? characters.Count : place;
        return place < 0 ? null : new(line, Draw(characters, place, line));
    }

    static string Draw(List<DisplayText> characters, int place, int line)
    {
        var (start, end) = (0, characters.Count);
        if (Width(start, end) > LongestLine)
        {
            // Cut the right side if that is enough, else both sides around the place.
            var limit = Width(start, place) + KeptBehindPlace <= LongestLine ? LongestLine : Width(start, place) + KeptBehindPlace;
            while (Width(start, end) > limit)
            {
                end--;
            }

            while (Width(start, end) > LongestLine)
            {
                start++;
            }
        }

        var head = string.Create(CultureInfo.InvariantCulture, $"LINE {line}: {(start > 0 ? Cut : "")}");
        var text = string.Concat(characters.Skip(start).Take(end - start).Select(character => character.Text));
        var caret = new string(' ', head.Length + Width(start, place)) + "^";
        return $"{head}{text}{(end < characters.Count ? Cut : "")}\n{caret}";

        int Width(int from, int to) => characters.Skip(from).Take(to - from).Sum(character => character.Width);
    }
}
