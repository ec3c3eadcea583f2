using System.Text.RegularExpressions;

namespace Dialtone.Shell.Evaluation;

/// <summary>Which language an input is in.</summary>
enum InputKind
{
    Sql,
    CSharp,

    /// <summary><c>var films = select …</c>: a query whose rows become a variable of C#.</summary>
    SqlToVariable,
}

/// <summary>
/// SQL or C#: SQL if the input begins with an SQL verb and either is no C#, or its first name means nothing in C# here; C# otherwise.
/// </summary>
/// <param name="isBound">Whether C# knows something by a name: a variable, a method, a type.</param>
/// <param name="parses">Whether a text is C#; asked only where the beginning leaves both open, so that SQL need not wait for the compiler.</param>
sealed partial class LanguageRule(Func<string, bool> isBound, Func<string, bool> parses)
{
    /// <summary>Decides.</summary>
    public InputKind Decide(string text)
    {
        var start = SkipBlanks(text);
        var rest = text.AsSpan(start);
        if (rest.IsEmpty)
        {
            return InputKind.Sql;
        }

        var word = Word(rest.TrimStart('('));
        if (word.IsEmpty)
        {
            return rest[0] is '\\' or ';' or ':' ? InputKind.Sql : InputKind.CSharp;
        }

        if (Assignment().Match(text, start) is { Success: true } assignment && !IsLinq(assignment.Groups["query"].ValueSpan))
        {
            return
                SqlVerbs.IsQuery(assignment.Groups["verb"].ValueSpan)
                && !MeansCSharp(assignment.Groups["verb"].Value, assignment.Groups["query"].Value)
                ? InputKind.SqlToVariable
                : InputKind.CSharp;
        }

        if (!SqlVerbs.Contains(word))
        {
            return InputKind.CSharp;
        }

        return IsLinq(rest) || MeansCSharp(word.ToString(), rest.ToString()) ? InputKind.CSharp : InputKind.Sql;
    }

    /// <summary>The name and the query of <see cref="InputKind.SqlToVariable"/>.</summary>
    public static (string Name, string Sql) Split(string text)
    {
        var match = Assignment().Match(text, SkipBlanks(text));
        return (match.Groups["name"].Value, match.Groups["query"].Value);
    }

    // A name that C# knows, or a word of its own.
    bool MeansCSharp(string word, string text) => (SqlVerbs.IsKeywordOfCSharp(word) || isBound(word)) && parses(text);

    // from film in films …; SQL's from (DuckDB) has no "in" there.
    static bool IsLinq(ReadOnlySpan<char> text) => LinqQuery().IsMatch(text);

    static ReadOnlySpan<char> Word(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && (char.IsLetterOrDigit(text[length]) || text[length] == '_'))
        {
            length++;
        }

        return length > 0 && !char.IsDigit(text[0]) ? text[..length] : [];
    }

    // Past blanks and past comments of either language.
    static int SkipBlanks(string text)
    {
        var index = 0;
        while (index < text.Length)
        {
            var rest = text.AsSpan(index);
            if (char.IsWhiteSpace(rest[0]))
            {
                index++;
            }
            else if (rest.StartsWith("--", StringComparison.Ordinal) || rest.StartsWith("//", StringComparison.Ordinal))
            {
                index = rest.IndexOf('\n') is >= 0 and var end ? index + end + 1 : text.Length;
            }
            else if (rest.StartsWith("/*", StringComparison.Ordinal))
            {
                index = rest.IndexOf("*/", StringComparison.Ordinal) is >= 0 and var end ? index + end + 2 : text.Length;
            }
            else
            {
                break;
            }
        }

        return index;
    }

    [GeneratedRegex(
        @"\G(?:var\s+)?(?<name>[A-Za-z_]\w*)\s*=\s*(?<query>\(*\s*(?<verb>[A-Za-z]+)\s.*)\z",
        RegexOptions.Singleline | RegexOptions.CultureInvariant,
        1000
    )]
    private static partial Regex Assignment();

    [GeneratedRegex(@"\A\(*\s*from\s+(?:[\w.<>,\[\]?]+\s+)?\w+\s+in\s", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex LinqQuery();
}
