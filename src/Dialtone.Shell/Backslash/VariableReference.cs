namespace Dialtone.Shell.Backslash;

/// <summary>A variable where a text uses it: <c>:name</c>, <c>:'name'</c> as a literal, <c>:"name"</c> as an identifier, <c>:{?name}</c> as a question.</summary>
/// <param name="Name">The variable's name.</param>
/// <param name="Form">The character behind the colon, or a blank for the plain form.</param>
/// <param name="Length">The length of the whole.</param>
readonly record struct VariableReference(string Name, char Form, int Length)
{
    /// <summary>The reference that begins at a colon, if one does.</summary>
    public static VariableReference? At(ReadOnlySpan<char> text, int colon)
    {
        var rest = text[(colon + 1)..];
        if (rest.IsEmpty)
        {
            return null;
        }

        if (PsqlVariables.IsNamePart(rest[0]))
        {
            var length = NameLength(rest);
            return new(rest[..length].ToString(), ' ', length + 1);
        }

        var opening = rest[0] == '{' && rest is [_, '?', ..] ? 2 : 1;
        var closing = rest[0] switch
        {
            '\'' => '\'',
            '"' => '"',
            '{' when opening == 2 => '}',
            _ => '\0',
        };
        if (closing == '\0')
        {
            return null;
        }

        var name = NameLength(rest[opening..]);
        return name > 0 && rest.Length > opening + name && rest[opening + name] == closing
            ? new(rest.Slice(opening, name).ToString(), rest[0], opening + name + 2)
            : null;
    }

    /// <summary>What stands in its place; <see langword="null"/> if the variable is not set.</summary>
    public string? Value(PsqlVariables variables) =>
        Form == '{' ? (variables[Name] is null ? "FALSE" : "TRUE")
        : variables[Name] is not { } value ? null
        : Form switch
        {
            '\'' => Literal(value),
            '"' => $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"",
            _ => value,
        };

    static string Literal(string value)
    {
        var quoted = $"'{value.Replace("'", "''", StringComparison.Ordinal)}'";
        return value.Contains('\\', StringComparison.Ordinal) ? " E" + quoted.Replace("\\", "\\\\", StringComparison.Ordinal) : quoted;
    }

    static int NameLength(ReadOnlySpan<char> text)
    {
        var length = 0;
        while (length < text.Length && PsqlVariables.IsNamePart(text[length]))
        {
            length++;
        }

        return length;
    }
}
