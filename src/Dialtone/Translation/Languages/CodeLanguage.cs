using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Dialtone.Translation.Languages;

/// <summary>How a programming language writes texts, and as much of its lexical grammar as reading them back takes.</summary>
sealed record CodeLanguage
{
    public static CodeLanguage Python { get; } =
        new()
        {
            Escape = character =>
                character <= 0xff ? $"\\x{character:x2}"
                : character <= 0xffff ? $"\\u{character:x4}"
                : $"\\U{character:x8}",
            True = "True",
            False = "False",
            LineComments = ["#"],
            UnknownEscapeStays = true,
            JoinsTexts = true,
            HasTripleQuotes = true,
        };

    public static CodeLanguage JavaScript { get; } = new() { LineComments = ["//"], RawQuote = '`' };

    public static CodeLanguage Php { get; } =
        new()
        {
            Special = "\\\"$",
            LineComments = ["//", "#"],
            UnknownEscapeStays = true,
            SingleQuotesAreRaw = true,
        };

    public static CodeLanguage R { get; } =
        new()
        {
            Escape = character => character <= 0xffff ? $"\\u{{{character:x}}}" : $"\\U{{{character:x}}}",
            True = "TRUE",
            False = "FALSE",
            LineComments = ["#"],
        };

    public static CodeLanguage Go { get; } =
        new()
        {
            Escape = character => character <= 0xffff ? $"\\u{character:x4}" : $"\\U{character:x8}",
            LineComments = ["//"],
            RawQuote = '`',
        };

    public static CodeLanguage Rust { get; } = new() { LineComments = ["//"], HasHashQuotes = true };

    /// <summary>Characters that a backslash goes before.</summary>
    public string Special { get; init; } = "\\\"";

    /// <summary>The escape of a character that does not show itself.</summary>
    public Func<int, string> Escape { get; init; } = character => $"\\u{{{character:x}}}";

    public string True { get; init; } = "true";

    public string False { get; init; } = "false";

    public ImmutableArray<string> LineComments { get; init; } = [];

    /// <summary>Whether a backslash before an ordinary character is itself, as in Python and PHP.</summary>
    public bool UnknownEscapeStays { get; init; }

    /// <summary>Whether in single quotes only the backslash and the quote are escaped, as in PHP.</summary>
    public bool SingleQuotesAreRaw { get; init; }

    /// <summary>Whether texts that stand beside each other are one.</summary>
    public bool JoinsTexts { get; init; }

    public bool HasTripleQuotes { get; init; }

    /// <summary>Whether <c>r#"…"#</c> is a text.</summary>
    public bool HasHashQuotes { get; init; }

    /// <summary>A quote that knows no escapes.</summary>
    public char? RawQuote { get; init; }

    /// <summary>A text as a literal that nothing in it can end.</summary>
    public string Quote(string text)
    {
        var literal = new StringBuilder("\"");
        foreach (var rune in text.EnumerateRunes())
        {
            if (!PlainCharacter.Is(rune))
                literal.Append(Escape(rune.Value));
            else if (rune.IsBmp && Special.Contains((char)rune.Value))
                literal.Append('\\').Append((char)rune.Value);
            else
                literal.Append(rune.ToString());
        }
        return literal.Append('"').ToString();
    }

    /// <summary>A switch.</summary>
    public string Quote(bool value) => value ? True : False;

    /// <summary>A whole number as such, everything else as a text.</summary>
    public string Number(string text) =>
        int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var number)
            ? number.ToString(CultureInfo.InvariantCulture)
            : Quote(text);
}
