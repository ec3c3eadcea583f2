using System.Buffers;
using System.Text;

namespace Dialtone.Parameters;

/// <summary>Percent-encoding as Python's <c>urllib.parse</c> does it, which SQLAlchemy URLs are made of.</summary>
static class PercentEncoding
{
    static readonly SearchValues<char> Unreserved = SearchValues.Create(
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_.-~"
    );

    /// <summary>Decodes what is a valid escape and keeps what is not; octets that are not UTF-8 become U+FFFD.</summary>
    public static string Decode(ReadOnlySpan<char> text, bool plusIsBlank = false)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> octets = stackalloc byte[64];
        var pending = 0;
        var at = 0;
        while (at < text.Length)
        {
            if (IsEscape(text[at..]))
            {
                if (pending == octets.Length)
                    pending = Flush(octets, pending, result, keepIncomplete: true);
                octets[pending++] = Convert.FromHexString(text.Slice(at + 1, 2))[0];
                at += 3;
                continue;
            }
            pending = Flush(octets, pending, result, keepIncomplete: false);
            result.Append(plusIsBlank && text[at] == '+' ? ' ' : text[at]);
            at++;
        }
        Flush(octets, pending, result, keepIncomplete: false);
        return result.ToString();
    }

    /// <summary>Encodes everything but letters, digits, <c>_.-~</c> and the characters that the caller calls safe.</summary>
    public static string Encode(string text, ReadOnlySpan<char> safe)
    {
        var result = new StringBuilder(text.Length);
        Span<byte> octets = stackalloc byte[4];
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.IsBmp && (Unreserved.Contains((char)rune.Value) || safe.Contains((char)rune.Value)))
            {
                result.Append((char)rune.Value);
                continue;
            }
            foreach (var octet in octets[..rune.EncodeToUtf8(octets)])
                result.Append('%').Append(octet.ToString("X2", System.Globalization.CultureInfo.InvariantCulture));
        }
        return result.ToString();
    }

    /// <summary>Encodes a key or value of a query, where a blank is <c>+</c>.</summary>
    public static string EncodeQuery(string text) => Encode(text, " ").Replace(' ', '+');

    static bool IsEscape(ReadOnlySpan<char> text) =>
        text.Length >= 3 && text[0] == '%' && char.IsAsciiHexDigit(text[1]) && char.IsAsciiHexDigit(text[2]);

    // An octet sequence may be cut at the end of the buffer only; its start then stays for the next round.
    static int Flush(Span<byte> octets, int count, StringBuilder result, bool keepIncomplete)
    {
        var whole = count;
        if (keepIncomplete)
            for (var back = 1; back < 4 && whole == count; back++)
                if (octets[count - back] >= 0xC0)
                    whole = count - back;
        result.Append(Encoding.UTF8.GetString(octets[..whole]));
        octets[whole..count].CopyTo(octets);
        return count - whole;
    }
}
