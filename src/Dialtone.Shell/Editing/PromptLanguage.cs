using Dialtone.Shell.Evaluation;
using Microsoft.CodeAnalysis.CSharp;

namespace Dialtone.Shell.Editing;

/// <summary>The language of a prompt that takes SQL and C#: which of the two a text is, shows in its colours.</summary>
/// <param name="sql">SQL and backslash commands.</param>
/// <param name="csharp">The C# half of the prompt.</param>
/// <param name="isFresh">Whether nothing typed before waits for its end.</param>
sealed class PromptLanguage(IInputLanguage sql, CSharpPrompt csharp, Func<bool> isFresh) : IInputLanguage
{
    public IReadOnlyList<StyledRange> Highlight(string text) => IsCSharp(text) ? HighlightCSharp(text) : sql.Highlight(text);

    public bool IsComplete(string text) => IsCSharp(text) ? csharp.IsComplete(text) : sql.IsComplete(text);

    public string Continuations(string text) =>
        IsCSharp(text) ? new('.', text.Count(character => character == '\n')) : sql.Continuations(text);

    bool IsCSharp(string text) => isFresh() && !string.IsNullOrWhiteSpace(text) && csharp.Takes(text);

    // Before the compiler is there, a key need not wait for it.
    List<StyledRange> HighlightCSharp(string text)
    {
        var ranges = new List<StyledRange>();
        if (text.AsSpan().TrimStart() is ['%', ..])
        {
            ranges.Add(new(0, text.Length, TextStyle.Command));
            return ranges;
        }

        if (!csharp.CSharp.IsWarm)
        {
            return ranges;
        }

        foreach (var token in CSharpText.Tokens(text))
        {
            foreach (var trivia in token.LeadingTrivia.Concat(token.TrailingTrivia))
            {
                if (CSharpText.IsComment(trivia))
                {
                    ranges.Add(new(trivia.SpanStart, trivia.Span.Length, TextStyle.Comment));
                }
            }

            if (StyleOf(token.Kind()) is var style and not TextStyle.Plain)
            {
                ranges.Add(new(token.SpanStart, token.Span.Length, style));
            }
        }

        ranges.Sort((left, right) => left.Start.CompareTo(right.Start));
        return ranges;
    }

    static TextStyle StyleOf(SyntaxKind kind) =>
        kind switch
        {
            SyntaxKind.NumericLiteralToken => TextStyle.Number,
            SyntaxKind.StringLiteralToken
            or SyntaxKind.CharacterLiteralToken
            or SyntaxKind.SingleLineRawStringLiteralToken
            or SyntaxKind.MultiLineRawStringLiteralToken
            or SyntaxKind.InterpolatedStringToken
            or SyntaxKind.InterpolatedStringStartToken
            or SyntaxKind.InterpolatedStringTextToken
            or SyntaxKind.InterpolatedStringEndToken => TextStyle.Text,
            _ when SyntaxFacts.IsKeywordKind(kind) => TextStyle.Keyword,
            _ => TextStyle.Plain,
        };
}
