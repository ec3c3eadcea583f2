using System.Buffers;
using System.Text;

namespace Dialtone.Parameters;

/// <summary>The smallest parts of libpq's grammars: blanks, integers, lists and percent-encoding.</summary>
static class LibpqText
{
    static readonly UTF8Encoding StrictUtf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>C's <c>isspace</c>, which is narrower than Unicode's idea of a blank.</summary>
    public static bool IsSpace(char character) => character is ' ' or (>= '\t' and <= '\r');

    /// <summary>An integer as C's <c>strtol</c> reads it, with blanks around it allowed.</summary>
    public static bool TryParseInteger(ReadOnlySpan<char> text, out int value)
    {
        value = 0;
        while (text is [var first, ..] && IsSpace(first))
            text = text[1..];
        while (text is [.., var last] && IsSpace(last))
            text = text[..^1];
        var digits = text is ['+' or '-', ..] ? text[1..] : text;
        return digits.Length > 0
            && !digits.ContainsAnyExceptInRange('0', '9')
            && int.TryParse(text, System.Globalization.CultureInfo.InvariantCulture, out value);
    }

    /// <summary>The elements of a comma-separated list; an empty text is no list at all.</summary>
    public static string[] SplitList(string? text) => string.IsNullOrEmpty(text) ? [] : text.Split(',');

    /// <summary>What can be wrong with a percent-encoded component.</summary>
    public enum Problem
    {
        None,
        BadToken,
        Nul,
        Blank,
        NotUtf8,
    }

    /// <summary>Decodes a component of a URI: blanks around it are dropped, blanks inside it are errors, <c>+</c> is itself.</summary>
    public static Problem TryDecode(ReadOnlySpan<char> text, out string value)
    {
        text = text.Trim(' ');
        value = "";
        if (text.IndexOfAny('%', ' ') < 0)
        {
            value = text.ToString();
            return Problem.None;
        }
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
        try
        {
            var problem = Decode(text, buffer, out var length);
            if (problem is Problem.None)
                value = StrictUtf8.GetString(buffer, 0, length);
            return problem;
        }
        catch (DecoderFallbackException)
        {
            return Problem.NotUtf8;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer, clearArray: true);
        }
    }

    static Problem Decode(ReadOnlySpan<char> text, Span<byte> buffer, out int length)
    {
        length = 0;
        while (text.Length > 0)
        {
            if (text[0] == ' ')
                return Problem.Blank;
            if (text[0] != '%')
            {
                var plain = text.IndexOfAny('%', ' ');
                if (plain < 0)
                    plain = text.Length;
                length += Encoding.UTF8.GetBytes(text[..plain], buffer[length..]);
                text = text[plain..];
                continue;
            }
            if (text.Length < 3 || !char.IsAsciiHexDigit(text[1]) || !char.IsAsciiHexDigit(text[2]))
                return Problem.BadToken;
            var octet = Convert.FromHexString(text.Slice(1, 2))[0];
            if (octet == 0)
                return Problem.Nul;
            buffer[length++] = octet;
            text = text[3..];
        }
        return Problem.None;
    }
}
