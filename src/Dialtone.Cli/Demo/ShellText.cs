using System.Buffers;

namespace Dialtone.Cli.Demo;

/// <summary>Words of a POSIX shell's command line, for commands that are printed to be pasted.</summary>
static class ShellText
{
    static readonly SearchValues<char> Plain = SearchValues.Create(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/._-=:+,@%"
    );

    /// <summary>The words as one command line.</summary>
    public static string Join(IEnumerable<string> words) => string.Join(' ', words.Select(Quote));

    /// <summary>One word: as it is where the shell takes it as it is, else in single quotes.</summary>
    public static string Quote(string word) =>
        word.Length > 0 && !word.AsSpan().ContainsAnyExcept(Plain) ? word : $"'{word.Replace("'", @"'\''", StringComparison.Ordinal)}'";

    /// <summary>One word in double quotes, which read better around a connection string; single quotes where the shell would expand something.</summary>
    public static string QuoteDouble(string word) => word.AsSpan().ContainsAny("\"$`\\!") ? Quote(word) : $"\"{word}\"";
}
