using System.Collections.Immutable;

namespace Dialtone.Translation.Languages;

/// <summary>
/// Reads the values out of source code: calls, dictionaries, lists, assignments. It knows no statements; what is no value is passed over, so that code
/// around a connection does no harm.
/// </summary>
sealed class CodeParser
{
    const int DeepestNesting = 64;

    static readonly string[] KeySigns = ["=", ":", "=>", "<-", ":=", "|="];
    static readonly string[] IgnoredWords = ["new", "await", "const", "let", "var", "mut", "return", "export"];

    readonly CodeLanguage language;
    readonly CodeScanner scanner;
    CodeToken token;
    int depth;

    CodeParser(CodeLanguage language, string source)
    {
        this.language = language;
        scanner = new(language, source);
        token = scanner.Next();
    }

    /// <summary>The code as one group of statements.</summary>
    /// <exception cref="Errors.DatabaseException">A text is not closed, or the nesting is too deep.</exception>
    public static CodeNode Parse(CodeLanguage language, string source)
    {
        var parser = new CodeParser(language, source);
        return new(CodeNodeKind.Group, "", parser.ReadItems());
    }

    ImmutableArray<CodeItem> ReadItems()
    {
        if (++depth > DeepestNesting)
            throw Reading.Wrong("the code is nested too deeply", "give only the part that connects");
        var items = ImmutableArray.CreateBuilder<CodeItem>();
        while (token.Kind != CodeTokenKind.End && token is not { Kind: CodeTokenKind.Sign, Text: ")" or "]" or "}" })
        {
            if (ReadValue() is not { } value)
                continue;
            var key = default(string);
            while (token.Kind == CodeTokenKind.Sign && KeySigns.Contains(token.Text))
            {
                key ??= value.Text;
                Advance();
                if (ReadValue() is { } next)
                    value = next;
            }
            items.Add(new(key, value));
        }
        Advance();
        depth--;
        return items.ToImmutable();
    }

    /// <summary>A value, or nothing if a sign or a word without meaning stood there.</summary>
    CodeNode? ReadValue()
    {
        while (
            token is { Kind: CodeTokenKind.Word } && IgnoredWords.Contains(token.Text)
            || token is { Kind: CodeTokenKind.Sign, Text: "&" or "*" }
        )
            Advance();
        var current = token;
        switch (current.Kind)
        {
            case CodeTokenKind.Text:
                Advance();
                var text = current.Text;
                while (language.JoinsTexts && token.Kind == CodeTokenKind.Text)
                {
                    text += token.Text;
                    Advance();
                }
                return new(CodeNodeKind.Text, text, []);
            case CodeTokenKind.Number:
                Advance();
                return new(CodeNodeKind.Number, current.Text, []);
            case CodeTokenKind.Word:
                Advance();
                if (token is not { Kind: CodeTokenKind.Sign, Text: "(" })
                    return new(CodeNodeKind.Word, current.Text, []);
                Advance();
                return new(CodeNodeKind.Call, current.Text, ReadItems());
            case CodeTokenKind.Sign when current.Text is "(" or "[" or "{":
                Advance();
                return new(CodeNodeKind.Group, "", ReadItems());
            case CodeTokenKind.Sign when current.Text is not (")" or "]" or "}"):
                Advance();
                return null;
            default:
                return null;
        }
    }

    void Advance() => token = scanner.Next();
}
