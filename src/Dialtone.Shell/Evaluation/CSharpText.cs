using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Dialtone.Shell.Evaluation;

/// <summary>What the compiler's parser says about a text.</summary>
static class CSharpText
{
    static readonly CSharpParseOptions Options = new(LanguageVersion.Preview, kind: SourceCodeKind.Script);

    /// <summary>Whether it is C# without an error, be it that a semicolon is missing at its end.</summary>
    public static bool Parses(string text) => HasNoError(text) || HasNoError(text + ";");

    /// <summary>Whether Enter may run it; what no further line could mend is whole, and then fails.</summary>
    public static bool IsComplete(string text)
    {
        // Input that ends in an open line, such as a query continued below, goes on; an empty line ends it whatever it is.
        return text.EndsWith("\n\n", StringComparison.Ordinal)
            || SyntaxFactory.IsCompleteSubmission(Parse(text))
            || (!IsOpen(text) && IsCompleteWithSemicolon(text + ";"));
    }

    /// <summary>The names of methods and types that a submission declares.</summary>
    public static IEnumerable<string> DeclaredNames(string text) =>
        Parse(text)
            .GetRoot()
            .DescendantNodes()
            .Select(node =>
                node switch
                {
                    BaseTypeDeclarationSyntax type => type.Identifier.Text,
                    MethodDeclarationSyntax method => method.Identifier.Text,
                    LocalFunctionStatementSyntax function => function.Identifier.Text,
                    _ => null,
                }
            )
            .OfType<string>();

    /// <summary>The tokens of a text, with what stands between them.</summary>
    public static IEnumerable<SyntaxToken> Tokens(string text) => SyntaxFactory.ParseTokens(text, options: Options);

    /// <summary>Whether what stands between tokens is a comment.</summary>
    public static bool IsComment(SyntaxTrivia trivia) =>
        trivia.Kind()
            is SyntaxKind.SingleLineCommentTrivia
                or SyntaxKind.MultiLineCommentTrivia
                or SyntaxKind.SingleLineDocumentationCommentTrivia;

    /// <summary>The tree of a submission.</summary>
    public static SyntaxTree Parse(string text) => SyntaxFactory.ParseSyntaxTree(text, Options);

    static bool HasNoError(string text) => !Parse(text).GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error);

    // A loop or condition whose body would be that semicolon waits for its body.
    static bool IsCompleteWithSemicolon(string text)
    {
        var tree = Parse(text);
        return !tree.GetDiagnostics().Any(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
            && !tree.GetRoot()
                .DescendantNodes()
                .Any(node => node is EmptyStatementSyntax { Parent: not GlobalStatementSyntax and not BlockSyntax });
    }

    // An unclosed bracket or literal wants another line, not a semicolon.
    static bool IsOpen(string text)
    {
        var depth = 0;
        foreach (var token in SyntaxFactory.ParseTokens(text, options: Options))
        {
            depth += token.Kind() switch
            {
                SyntaxKind.OpenBraceToken or SyntaxKind.OpenParenToken or SyntaxKind.OpenBracketToken => 1,
                SyntaxKind.CloseBraceToken or SyntaxKind.CloseParenToken or SyntaxKind.CloseBracketToken => -1,
                _ => 0,
            };
            if (token.Kind() is SyntaxKind.MultiLineRawStringLiteralToken && token.ContainsDiagnostics)
            {
                return true;
            }
        }

        return depth > 0;
    }
}
