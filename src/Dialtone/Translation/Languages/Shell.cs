using System.Buffers;
using System.Text;

namespace Dialtone.Translation.Languages;

/// <summary>Words of a POSIX shell.</summary>
static class Shell
{
    static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-=:+,@%"
    );

    /// <summary>A text as one word: nothing in single quotes means anything.</summary>
    public static string Quote(string text) =>
        text.Length > 0 && !text.AsSpan().ContainsAnyExcept(Plain) ? text : $"'{text.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>Whether a text can stand in a command line without steering the terminal that it is pasted into.</summary>
    public static bool CanQuote(string text) => !PlainCharacter.HasControl(text);

    /// <summary>The words of each command: those before a line end or a semicolon belong together. Expansions are not made.</summary>
    /// <exception cref="Errors.DatabaseException">A quote is not closed.</exception>
    public static List<List<string>> Split(string text)
    {
        List<List<string>> commands =
        [
            [],
        ];
        for (var at = 0; at < text.Length; )
        {
            var character = text[at];
            if (character is '\n' or ';')
            {
                commands.Add([]);
                at++;
            }
            else if (char.IsWhiteSpace(character))
                at++;
            else if (character == '\\' && text.AsSpan(at + 1).TrimStart('\r') is ['\n', ..])
                at = text.IndexOf('\n', at) + 1;
            else if (character == '#')
                at = text.IndexOf('\n', at) is var end and >= 0 ? end : text.Length;
            else
                commands[^1].Add(ReadWord(text, ref at));
        }
        commands.RemoveAll(command => command.Count == 0);
        return commands;
    }

    static string ReadWord(string text, ref int at)
    {
        var word = new StringBuilder();
        while (at < text.Length && !char.IsWhiteSpace(text[at]) && text[at] != ';')
        {
            switch (text[at])
            {
                case '\'':
                    var close = text.IndexOf('\'', at + 1);
                    if (close < 0)
                        throw Unfinished();
                    word.Append(text, at + 1, close - at - 1);
                    at = close + 1;
                    break;
                case '"':
                    ReadDoubleQuoted(text, ref at, word);
                    break;
                case '\\' when at + 1 < text.Length:
                    word.Append(text[at + 1]);
                    at += 2;
                    break;
                default:
                    word.Append(text[at++]);
                    break;
            }
        }
        return word.ToString();
    }

    static void ReadDoubleQuoted(string text, ref int at, StringBuilder word)
    {
        for (at++; at < text.Length; at++)
        {
            if (text[at] == '"')
            {
                at++;
                return;
            }
            if (text[at] == '\\' && at + 1 < text.Length && text[at + 1] is '"' or '\\' or '$' or '`')
                at++;
            word.Append(text[at]);
        }
        throw Unfinished();
    }

    static Errors.DatabaseException Unfinished() => Reading.Wrong("a quote in the command has no end", "close it");
}
