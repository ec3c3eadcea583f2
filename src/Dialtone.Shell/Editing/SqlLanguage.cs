using Dialtone.Sql;

namespace Dialtone.Shell.Editing;

/// <summary>SQL and backslash commands, by the lexer of the engine.</summary>
/// <param name="engine">The engine of the connection, which can change.</param>
/// <param name="pending">What was typed before and waits for its end: a command ran in its middle.</param>
sealed class SqlLanguage(Func<Engine> engine, Func<string> pending) : IInputLanguage
{
    public IReadOnlyList<StyledRange> Highlight(string text)
    {
        var ranges = new List<StyledRange>();
        foreach (var (token, isCommand) in Tokens(text))
        {
            var style = isCommand ? TextStyle.Command : StyleOf(token, text);
            if (style != TextStyle.Plain)
            {
                ranges.Add(new(token.Start, token.Length, style));
            }
        }

        return ranges;
    }

    public bool IsComplete(string text)
    {
        if (pending().Length == 0 && string.IsNullOrWhiteSpace(text))
        {
            return true;
        }

        var input = engine().ReadInput();
        input.Append(pending() is { Length: > 0 } before ? before + "\n" : "");
        input.Append(text + "\n");
        var endsInCommand = false;
        while (true)
        {
            if (input.TryReadStatement(out _))
            {
                endsInCommand = false;
            }
            else if (input.TryReadCommand(out _))
            {
                endsInCommand = true;
            }
            else
            {
                return input.Pending.Length == 0 || endsInCommand && EndsOnCommandLine(text);
            }
        }
    }

    public string Continuations(string text)
    {
        if (!text.Contains('\n', StringComparison.Ordinal))
        {
            return "";
        }

        var marks = new List<char>();
        var depth = 0;
        var hasBegun = false;
        foreach (var (token, isCommand) in Tokens(text))
        {
            var word = text.AsSpan(token.Start, token.Length);
            depth =
                isCommand ? depth
                : word is "(" ? depth + 1
                : word is ")" ? Math.Max(0, depth - 1)
                : word is ";" ? 0
                : depth;
            hasBegun = word is not ";" && !isCommand && (hasBegun || !token.IsBlank);
            foreach (var character in word)
            {
                if (character == '\n')
                {
                    marks.Add(MarkOf(token, word[0], depth, hasBegun));
                }
            }
        }

        return new([.. marks]);
    }

    // The tokens, and for those of a backslash command that they belong to one: it runs to the end of its line.
    IEnumerable<(SqlToken Token, bool IsCommand)> Tokens(string text)
    {
        var start = 0;
        while (start < text.Length)
        {
            var backslash = -1;
            foreach (var token in engine().Tokenize(text[start..]))
            {
                if (token.Kind is SqlTokenKind.Punctuation or SqlTokenKind.Operator && text[start + token.Start] == '\\')
                {
                    backslash = start + token.Start;
                    break;
                }

                yield return (token with { Start = start + token.Start }, false);
            }

            if (backslash < 0)
            {
                yield break;
            }

            var end = TextMotion.LineEnd(text, backslash);
            yield return (new(SqlTokenKind.Word, backslash, end - backslash), true);
            start = end;
        }
    }

    static bool EndsOnCommandLine(string text) => text[TextMotion.LineStart(text, text.Length)..].Contains('\\', StringComparison.Ordinal);

    static char MarkOf(SqlToken token, char first, int depth, bool hasBegun) =>
        token.Kind switch
        {
            SqlTokenKind.Text => '\'',
            SqlTokenKind.QuotedIdentifier => first,
            SqlTokenKind.DollarString => '$',
            SqlTokenKind.Comment => '*',
            _ when depth > 0 => '(',
            _ => hasBegun ? '-' : '=',
        };

    static TextStyle StyleOf(SqlToken token, string text) =>
        token.Kind switch
        {
            SqlTokenKind.Word => SqlKeywords.Contains(text.AsSpan(token.Start, token.Length)) ? TextStyle.Keyword : TextStyle.Plain,
            SqlTokenKind.Text or SqlTokenKind.DollarString => TextStyle.Text,
            SqlTokenKind.Number => TextStyle.Number,
            SqlTokenKind.Comment or SqlTokenKind.ConditionalComment => TextStyle.Comment,
            SqlTokenKind.QuotedIdentifier => TextStyle.QuotedName,
            SqlTokenKind.Parameter or SqlTokenKind.Variable => TextStyle.Parameter,
            _ => TextStyle.Plain,
        };
}
