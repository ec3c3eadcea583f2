using System.Globalization;
using System.Text;
using System.Text.Json;
using Dialtone.Cli.Terminal;
using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>The server's texts as JSON values. What does not fit its kind, such as a number that is NaN, becomes a string.</summary>
static class JsonText
{
    /// <summary>Writes a value.</summary>
    public static void WriteValue(TextWriter output, string? text, ColumnKind kind, string typeName)
    {
        switch (kind)
        {
            case var _ when text is null:
                output.Write("null");
                break;
            case ColumnKind.Number when IsNumber(text):
                output.Write(text);
                break;
            case ColumnKind.Boolean when text is "t" or "true" or "1":
                output.Write("true");
                break;
            case ColumnKind.Boolean when text is "f" or "false" or "0":
                output.Write("false");
                break;
            case ColumnKind.Json when IsDocument(text):
                // Line ends can only stand between the tokens of a valid document; a row stays on its line.
                output.Write(text.Replace('\n', ' ').Replace('\r', ' '));
                break;
            case ColumnKind.Array when ArrayLiteral.ToJson(text, typeName) is { } array:
                output.Write(array);
                break;
            default:
                WriteString(output, text);
                break;
        }
    }

    /// <summary>Whether a text is a number by JSON's grammar, of any length.</summary>
    public static bool IsNumber(ReadOnlySpan<char> text)
    {
        if (text is ['-', ..])
        {
            text = text[1..];
        }

        var whole = Digits(text);
        if (whole == 0 || (whole > 1 && text[0] == '0'))
        {
            return false;
        }

        text = text[whole..];
        if (text is ['.', ..])
        {
            var fraction = Digits(text[1..]);
            if (fraction == 0)
            {
                return false;
            }

            text = text[(1 + fraction)..];
        }

        if (text is ['e' or 'E', ..])
        {
            text = text is [_, '+' or '-', ..] ? text[2..] : text[1..];
            return text.Length > 0 && Digits(text) == text.Length;
        }

        return text.IsEmpty;
    }

    /// <summary>Writes a string. Unprintable characters are escaped, which JSON reads as the same text.</summary>
    public static void WriteString(TextWriter output, string text)
    {
        output.Write('"');
        var rest = text.AsSpan();
        while (!rest.IsEmpty)
        {
            var plain = PlainLength(rest);
            output.Write(rest[..plain]);
            rest = rest[plain..];
            if (!rest.IsEmpty)
            {
                rest = rest[WriteCharacter(output, rest)..];
            }
        }

        output.Write('"');
    }

    static int PlainLength(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange(' ', '~');
        var plain = end < 0 ? text : text[..end];
        var hit = plain.IndexOfAny('"', '\\');
        return hit < 0 ? plain.Length : hit;
    }

    static int WriteCharacter(TextWriter output, ReadOnlySpan<char> text)
    {
        var isWhole = Rune.DecodeFromUtf16(text, out var rune, out var length) is System.Buffers.OperationStatus.Done;
        if (isWhole && rune.Value is not ('"' or '\\') && PrintableText.IsPrintable(rune))
        {
            output.Write(text[..length]);
            return length;
        }

        foreach (var unit in text[..length])
        {
            switch (unit)
            {
                case '"' or '\\':
                    output.Write('\\');
                    output.Write(unit);
                    break;
                case '\n':
                    output.Write("\\n");
                    break;
                case '\r':
                    output.Write("\\r");
                    break;
                case '\t':
                    output.Write("\\t");
                    break;
                default:
                    output.Write("\\u");
                    output.Write(((int)unit).ToString("x4", CultureInfo.InvariantCulture));
                    break;
            }
        }

        return length;
    }

    static int Digits(ReadOnlySpan<char> text)
    {
        var end = text.IndexOfAnyExceptInRange('0', '9');
        return end < 0 ? text.Length : end;
    }

    static bool IsDocument(string text)
    {
        try
        {
            var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(text), new JsonReaderOptions { MaxDepth = int.MaxValue });
            while (reader.Read()) { }

            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
