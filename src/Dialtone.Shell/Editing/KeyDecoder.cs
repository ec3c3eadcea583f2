using System.Buffers;
using System.Globalization;
using System.Text;

namespace Dialtone.Shell.Editing;

/// <summary>Keys out of the bytes that terminals send: UTF-8, control characters, xterm's and kitty's sequences, bracketed paste.</summary>
static class KeyDecoder
{
    const byte Escape = 0x1b;

    static ReadOnlySpan<byte> PasteBegin => "\e[200~"u8;

    static ReadOnlySpan<byte> PasteEnd => "\e[201~"u8;

    /// <summary>The next key.</summary>
    /// <param name="bytes">What has come and was not decoded.</param>
    /// <param name="isFinal">Whether nothing followed for a while, so that a lone escape is the key itself.</param>
    /// <param name="key">The key.</param>
    /// <returns>How many bytes it took; 0 if more are needed.</returns>
    public static int Decode(ReadOnlySpan<byte> bytes, bool isFinal, out KeyPress key)
    {
        key = new(KeyCode.Unknown);
        return bytes.IsEmpty ? 0
            : bytes[0] == Escape ? DecodeEscape(bytes, isFinal, out key)
            : bytes[0] is < 0x20 or 0x7f ? DecodeControl(bytes[0], out key)
            : DecodeCharacter(bytes, isFinal, out key);
    }

    static int DecodeControl(byte value, out KeyPress key)
    {
        key = value switch
        {
            0x0d or 0x0a => new(KeyCode.Enter),
            0x09 => new(KeyCode.Tab),
            0x08 or 0x7f => new(KeyCode.Backspace),
            0x00 => new(KeyCode.Character, " ", KeyModifiers.Control),
            < 0x1b => new(KeyCode.Character, ((char)(value + 0x60)).ToString(), KeyModifiers.Control),
            _ => new(KeyCode.Character, ((char)(value + 0x40)).ToString(), KeyModifiers.Control),
        };
        return 1;
    }

    static int DecodeCharacter(ReadOnlySpan<byte> bytes, bool isFinal, out KeyPress key)
    {
        var status = Rune.DecodeFromUtf8(bytes, out var rune, out var length);
        key = new(KeyCode.Character, rune.ToString());
        return status == OperationStatus.NeedMoreData && !isFinal ? 0 : length;
    }

    static int DecodeEscape(ReadOnlySpan<byte> bytes, bool isFinal, out KeyPress key)
    {
        key = new(KeyCode.Escape);
        if (bytes.Length == 1)
        {
            return isFinal ? 1 : 0;
        }

        switch (bytes[1])
        {
            case (byte)'[':
                return DecodeSequence(bytes, isFinal, out key);
            case (byte)'O' when bytes.Length > 2:
                key = new(Letter(bytes[2]));
                return 3;
            case (byte)'O' when !isFinal:
                return 0;
            case Escape:
                return 1;
        }

        var length = Decode(bytes[1..], isFinal, out var inner);
        key = inner with { Modifiers = inner.Modifiers | KeyModifiers.Alt };
        return length == 0 ? 0 : length + 1;
    }

    static int DecodeSequence(ReadOnlySpan<byte> bytes, bool isFinal, out KeyPress key)
    {
        key = new(KeyCode.Character, "[", KeyModifiers.Alt);
        if (bytes.StartsWith(PasteBegin))
        {
            return DecodePaste(bytes, out key);
        }

        var end = 2;
        while (end < bytes.Length && bytes[end] is >= 0x20 and < 0x40)
        {
            end++;
        }

        if (end == bytes.Length)
        {
            return !isFinal ? 0
                : end == 2 ? 2
                : end;
        }

        var numbers = Numbers(bytes[2..end]);
        var modifiers = (KeyModifiers)((Math.Max(1, numbers.ElementAtOrDefault(1)) - 1) & 7);
        key = bytes[end] switch
        {
            (byte)'u' => OfCode(numbers.ElementAtOrDefault(0), modifiers),
            (byte)'~' when numbers is [27, _, var code] => OfCode(code, modifiers),
            (byte)'~' => new(Numbered(numbers.ElementAtOrDefault(0)), "", modifiers),
            (byte)'Z' => new(KeyCode.Tab, "", KeyModifiers.Shift),
            var letter => new(Letter(letter), "", modifiers),
        };
        return end + 1;
    }

    // What is pasted is text, line ends included; nothing in it is a key.
    static int DecodePaste(ReadOnlySpan<byte> bytes, out KeyPress key)
    {
        var body = bytes[PasteBegin.Length..];
        var length = body.IndexOf(PasteEnd);
        key = new(KeyCode.Paste);
        if (length < 0)
        {
            return 0;
        }

        var text = Encoding.UTF8.GetString(body[..length]).Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n');
        key = new(KeyCode.Paste, text);
        return PasteBegin.Length + length + PasteEnd.Length;
    }

    static int[] Numbers(ReadOnlySpan<byte> parameters) =>
        [
            .. Encoding
                .ASCII.GetString(parameters)
                .Split(';')
                .Select(part =>
                    int.TryParse(part.Split(':')[0], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0
                ),
        ];

    static KeyPress OfCode(int code, KeyModifiers modifiers) =>
        code switch
        {
            13 or 57414 => new(KeyCode.Enter, "", modifiers),
            9 => new(KeyCode.Tab, "", modifiers),
            27 => new(KeyCode.Escape, "", modifiers),
            8 or 127 => new(KeyCode.Backspace, "", modifiers),
            _ when Rune.IsValid(code) && code >= ' ' => new(KeyCode.Character, Shifted(new Rune(code), modifiers), modifiers),
            _ => new(KeyCode.Unknown),
        };

    static string Shifted(Rune rune, KeyModifiers modifiers) =>
        modifiers == KeyModifiers.Shift ? Rune.ToUpperInvariant(rune).ToString() : rune.ToString();

    static KeyCode Letter(byte letter) =>
        letter switch
        {
            (byte)'A' => KeyCode.Up,
            (byte)'B' => KeyCode.Down,
            (byte)'C' => KeyCode.Right,
            (byte)'D' => KeyCode.Left,
            (byte)'H' => KeyCode.Home,
            (byte)'F' => KeyCode.End,
            (byte)'M' => KeyCode.Enter,
            _ => KeyCode.Unknown,
        };

    static KeyCode Numbered(int number) =>
        number switch
        {
            1 or 7 => KeyCode.Home,
            2 => KeyCode.Insert,
            3 => KeyCode.Delete,
            4 or 8 => KeyCode.End,
            5 => KeyCode.PageUp,
            6 => KeyCode.PageDown,
            _ => KeyCode.Unknown,
        };
}
