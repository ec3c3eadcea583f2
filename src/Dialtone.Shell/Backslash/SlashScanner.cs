using System.Text;

namespace Dialtone.Shell.Backslash;

/// <summary>Reads the arguments of a backslash command by psql's rules, until the line or the next command's backslash.</summary>
/// <remarks>
/// Single quotes hold C-like escapes, double quotes stay where they are, <c>:name</c>, <c>:'name'</c> and <c>:"name"</c> are variables, and
/// backquotes take the output of a command of the system's shell.
/// </remarks>
sealed class SlashScanner(string line, PsqlVariables variables, Func<string, CancellationToken, Task<string>> runAsync)
{
    int position;

    /// <summary>Where the next argument is looked for.</summary>
    public int Position => position;

    /// <summary>The rest of the line as it is, without blanks at its beginning; nothing in it is special.</summary>
    public string Rest()
    {
        var rest = line[position..].TrimStart();
        position = line.Length;
        return rest;
    }

    /// <summary>Whether the next argument begins with a character; nothing is read.</summary>
    public bool RestStartsWith(char character) => line.AsSpan(position).TrimStart() is [var first, ..] && first == character;

    /// <summary>Every argument that is left.</summary>
    public async Task<List<string>> AllAsync(CancellationToken cancellationToken, bool dropsSemicolons = false)
    {
        var all = new List<string>();
        while (await NextAsync(cancellationToken, dropsSemicolons) is { } argument)
        {
            all.Add(argument);
        }

        return all;
    }

    /// <summary>The next argument, or <see langword="null"/> at the end.</summary>
    /// <exception cref="ShellCommandException">A quote is not closed.</exception>
    public async Task<string?> NextAsync(CancellationToken cancellationToken, bool dropsSemicolons = false)
    {
        SkipBlanks();
        if (position >= line.Length || line[position] == '\\')
        {
            return null;
        }

        var argument = new StringBuilder();
        var isQuoted = false;
        while (position < line.Length && !char.IsWhiteSpace(line[position]) && line[position] != '\\')
        {
            switch (line[position])
            {
                case '\'':
                    isQuoted = true;
                    ReadString(argument);
                    break;
                case '"':
                    isQuoted = true;
                    argument.Append(ReadUntil('"', keepQuotes: true));
                    break;
                case '`':
                    isQuoted = true;
                    argument.Append(await runAsync(ReadUntil('`', keepQuotes: false), cancellationToken));
                    break;
                case ':':
                    ReadVariable(argument);
                    break;
                case var character:
                    argument.Append(character);
                    position++;
                    break;
            }
        }

        if (dropsSemicolons && !isQuoted)
        {
            while (argument.Length > 0 && argument[^1] == ';')
            {
                argument.Length--;
            }
        }

        return argument.ToString();
    }

    /// <summary>An argument as an identifier: quotes taken off, what is not quoted folded to lower case.</summary>
    public static string Identifier(string argument)
    {
        var name = new StringBuilder();
        var isQuoted = false;
        for (var index = 0; index < argument.Length; index++)
        {
            if (argument[index] != '"')
            {
                name.Append(isQuoted ? argument[index] : char.ToLowerInvariant(argument[index]));
            }
            else if (isQuoted && index + 1 < argument.Length && argument[index + 1] == '"')
            {
                name.Append('"');
                index++;
            }
            else
            {
                isQuoted = !isQuoted;
            }
        }

        return name.ToString();
    }

    void SkipBlanks()
    {
        while (position < line.Length && char.IsWhiteSpace(line[position]))
        {
            position++;
        }
    }

    string ReadUntil(char quote, bool keepQuotes)
    {
        var end = line.IndexOf(quote, position + 1);
        if (end < 0)
        {
            position = line.Length;
            throw new ShellCommandException("unterminated quoted string");
        }

        var text = keepQuotes ? line[position..(end + 1)] : line[(position + 1)..end];
        position = end + 1;
        return text;
    }

    void ReadString(StringBuilder into)
    {
        for (position++; position < line.Length; position++)
        {
            var character = line[position];
            if (character == '\'' && (position + 1 >= line.Length || line[position + 1] != '\''))
            {
                position++;
                return;
            }

            if (character == '\'')
            {
                position++;
                into.Append('\'');
            }
            else if (character == '\\' && position + 1 < line.Length)
            {
                ReadEscape(into);
            }
            else
            {
                into.Append(character);
            }
        }

        throw new ShellCommandException("unterminated quoted string");
    }

    // On return, the position is at the escape's last character.
    void ReadEscape(StringBuilder into)
    {
        var character = line[++position];
        var digits = character switch
        {
            >= '0' and <= '7' => Digits(position, 3, "01234567"),
            'x' => Digits(position + 1, 2, "0123456789abcdefABCDEF"),
            _ => "",
        };
        if (digits.Length > 0)
        {
            var isHexadecimal = character == 'x';
            into.Append((char)(byte)Convert.ToInt32(digits, isHexadecimal ? 16 : 8));
            position += digits.Length - (isHexadecimal ? 0 : 1);
            return;
        }

        into.Append(
            character switch
            {
                'n' => '\n',
                't' => '\t',
                'b' => '\b',
                'r' => '\r',
                'f' => '\f',
                _ => character,
            }
        );
    }

    string Digits(int start, int most, string allowed)
    {
        var end = start;
        while (end < line.Length && end - start < most && allowed.Contains(line[end], StringComparison.Ordinal))
        {
            end++;
        }

        return line[start..end];
    }

    void ReadVariable(StringBuilder into)
    {
        if (VariableReference.At(line, position) is not { } reference)
        {
            into.Append(line[position++]);
            return;
        }

        into.Append(reference.Value(variables) ?? line.Substring(position, reference.Length));
        position += reference.Length;
    }
}
