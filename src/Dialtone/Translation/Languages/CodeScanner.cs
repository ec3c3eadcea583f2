using System.Globalization;
using System.Text;

namespace Dialtone.Translation.Languages;

enum CodeTokenKind
{
    End,
    Text,
    Number,
    Word,
    Sign,
}

/// <summary>The smallest meaningful piece of source code.</summary>
readonly record struct CodeToken(CodeTokenKind Kind, string Text);

/// <summary>Cuts source code into texts, numbers, paths of names and signs. Comments are passed over.</summary>
sealed class CodeScanner(CodeLanguage language, string source)
{
    static readonly string[] LongSigns = ["=>", "<-", ":=", "|=", "==", "!=", "->", "::"];

    int at;

    public CodeToken Next()
    {
        SkipBlanks();
        if (at == source.Length)
            return new(CodeTokenKind.End, "");
        if (TryReadText(out var text))
            return new(CodeTokenKind.Text, text);
        var start = at;
        if (IsWordStart(source[at]))
        {
            ReadPath();
            return new(CodeTokenKind.Word, source[start..at]);
        }
        if (char.IsAsciiDigit(source[at]))
        {
            while (at < source.Length && (char.IsAsciiLetterOrDigit(source[at]) || source[at] is '_' or '.'))
                at++;
            return new(CodeTokenKind.Number, source[start..at]);
        }
        var sign = Array.Find(LongSigns, sign => source.AsSpan(at).StartsWith(sign)) ?? source[at].ToString();
        at += sign.Length;
        return new(CodeTokenKind.Sign, sign);
    }

    void SkipBlanks()
    {
        while (at < source.Length)
        {
            if (char.IsWhiteSpace(source[at]))
                at++;
            else if (language.LineComments.Any(mark => source.AsSpan(at).StartsWith(mark)))
                at = source.IndexOf('\n', at) is var end and >= 0 ? end : source.Length;
            else if (source.AsSpan(at).StartsWith("/*"))
                at = source.IndexOf("*/", at + 2, StringComparison.Ordinal) is var close and >= 0 ? close + 2 : source.Length;
            else
                return;
        }
    }

    static bool IsWordStart(char character) => char.IsLetter(character) || character is '_' or '$' or '@';

    // "a.b", "a::b", "a->b" and Rust's "a!" are one name.
    void ReadPath()
    {
        while (at < source.Length)
        {
            var rest = source.AsSpan(at);
            if (char.IsLetterOrDigit(rest[0]) || rest[0] is '_' or '$' or '@')
                at++;
            else if (rest is ['.', var next, ..] && IsWordStart(next))
                at += 2;
            else if ((rest.StartsWith("::") || rest.StartsWith("->")) && rest.Length > 2 && IsWordStart(rest[2]))
                at += 3;
            else if (rest is ['!', '(', ..])
                at++;
            else
                return;
        }
    }

    bool TryReadText(out string text)
    {
        text = "";
        var rest = source.AsSpan(at);
        if (language.HasHashQuotes && rest is ['r', '"' or '#', ..])
            return TryReadHashQuoted(out text);
        if (rest[0] is '"' or '\'' || rest[0] == language.RawQuote)
        {
            text = ReadQuoted(isRaw: rest[0] == language.RawQuote);
            return true;
        }
        // Python's prefixes: raw, bytes, Unicode.
        if (language.HasTripleQuotes && rest is ['r' or 'R' or 'u' or 'b', '"' or '\'', ..])
        {
            at++;
            text = ReadQuoted(isRaw: rest[0] is 'r' or 'R');
            return true;
        }
        return false;
    }

    bool TryReadHashQuoted(out string text)
    {
        text = "";
        var hashes = source.AsSpan(at + 1).IndexOfAnyExcept('#');
        if (hashes < 0 || source[at + 1 + hashes] != '"')
            return false;
        var start = at + hashes + 2;
        var end = source.IndexOf("\"" + new string('#', hashes), start, StringComparison.Ordinal);
        if (end < 0)
            throw Unfinished();
        text = source[start..end];
        at = end + 1 + hashes;
        return true;
    }

    string ReadQuoted(bool isRaw)
    {
        var quote = source[at];
        var isTriple = language.HasTripleQuotes && source.AsSpan(at).StartsWith(new string(quote, 3));
        var close = new string(quote, isTriple ? 3 : 1);
        at += close.Length;
        var text = new StringBuilder();
        while (at < source.Length)
        {
            if (source.AsSpan(at).StartsWith(close))
            {
                at += close.Length;
                return text.ToString();
            }
            if (source[at] != '\\' || isRaw || at + 1 == source.Length)
                text.Append(source[at++]);
            else if (quote == '\'' && language.SingleQuotesAreRaw)
            {
                if (source[at + 1] is not ('\\' or '\''))
                    text.Append('\\');
                text.Append(source[at + 1]);
                at += 2;
            }
            else
                ReadEscape(text);
        }
        throw Unfinished();
    }

    void ReadEscape(StringBuilder text)
    {
        var letter = source[at + 1];
        at += 2;
        switch (letter)
        {
            case 'x':
                AppendHex(text, 2);
                break;
            case 'u':
                AppendHex(text, 4);
                break;
            case 'U':
                AppendHex(text, 8);
                break;
            case '\n':
                break;
            case >= '0' and <= '7':
                var end = at;
                while (end < source.Length && end < at + 2 && source[end] is >= '0' and <= '7')
                    end++;
                text.Append((char)Convert.ToInt32(source[(at - 1)..end], 8));
                at = end;
                break;
            case var _ when "abtnvfr".IndexOf(letter, StringComparison.Ordinal) is var index and >= 0:
                text.Append("\a\b\t\n\v\f\r"[index]);
                break;
            default:
                if (language.UnknownEscapeStays && !language.Special.Contains(letter) && letter is not ('\'' or '"'))
                    text.Append('\\');
                text.Append(letter);
                break;
        }
    }

    void AppendHex(StringBuilder text, int digits)
    {
        var start = at;
        var length = digits;
        if (at < source.Length && source[at] == '{')
        {
            start++;
            length = source.IndexOf('}', start) - start;
        }
        if (
            length is < 1 or > 8
            || start + length > source.Length
            || !int.TryParse(source.AsSpan(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var value)
            || value is < 0 or > 0x10ffff
        )
            throw Reading.Wrong("an escape in the code is damaged", "write the text without it");
        at = start + length + (start > at ? 1 : 0);
        text.Append(value is > 0xffff ? char.ConvertFromUtf32(value) : ((char)value).ToString());
    }

    static Errors.DatabaseException Unfinished() => Reading.Wrong("a text in the code has no end", "close the quotes");
}
