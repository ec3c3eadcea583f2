using System.Globalization;
using Dialtone.Cli.Output;

namespace Dialtone.Cli;

/// <summary>The line of a script that the server complained about, with a caret below the place, as psql shows it.</summary>
/// <param name="Line">The line's number in the script, from 1.</param>
/// <param name="Picture">The line and the caret.</param>
sealed record ErrorLocation(int Line, string Picture)
{
    // psql's limits: a longer line is cut around the place.
    const int LongestLine = 60;
    const int MinimumRightContext = 10;
    const string Cut = "...";

    /// <summary>The place of a position.</summary>
    /// <param name="sql">The statement.</param>
    /// <param name="firstLine">The script's line on which it starts.</param>
    /// <param name="position">The server's position: characters, not UTF-16 units, from 1.</param>
    /// <returns><see langword="null"/> if the position is not inside the statement.</returns>
    public static ErrorLocation? Find(string sql, int firstLine, int position)
    {
        var index = Index(sql, position);
        if (index < 0)
        {
            return null;
        }

        var start = sql.LastIndexOf('\n', Math.Max(0, index - 1), Math.Max(0, index)) + 1;
        var end = sql.IndexOf('\n', index);
        var before = Shown(sql[start..index]);
        var after = Shown(end < 0 ? sql[index..] : sql[index..end].TrimEnd('\r'));
        var line = firstLine + sql.AsSpan(0, start).Count('\n');
        var cutBefore = Math.Max(0, before.Length + Math.Min(after.Length, MinimumRightContext) - LongestLine);
        var head = string.Create(CultureInfo.InvariantCulture, $"LINE {line}: {(cutBefore > 0 ? Cut : "")}");
        var left = before[cutBefore..];
        var room = LongestLine - left.Length;
        var right = after.Length > room ? after[..Math.Max(0, room)] + Cut : after;
        var caret = new string(' ', head.Length + DisplayText.WidthOf(left)) + "^";
        return new(line, $"{head}{left}{right}\n{caret}");
    }

    static int Index(string sql, int position)
    {
        var index = 0;
        foreach (var rune in sql.EnumerateRunes())
        {
            if (--position == 0)
            {
                return index;
            }

            index += rune.Utf16SequenceLength;
        }

        // One behind the end: "syntax error at end of input".
        return position == 1 ? index : -1;
    }

    static string Shown(string text) => Terminal.PrintableText.Escape(text.Replace('\t', ' '));
}
