using System.Buffers;
using System.Globalization;
using System.Text;
using Dialtone.Results;

namespace Dialtone.Cli.Output;

/// <summary>PostgreSQL's array literals, such as <c>{1,NULL,"a b",{…}}</c> or <c>[0:1]={1,2}</c>, as JSON arrays.</summary>
ref struct ArrayLiteral
{
    // The server allows six dimensions; the limit keeps a hostile one from exhausting the stack.
    const int MaximumDepth = 16;

    static readonly SearchValues<char> BoundCharacters = SearchValues.Create("[]:+-0123456789");

    readonly TextWriter json;
    readonly ReadOnlySpan<char> text;
    readonly string elementType;
    readonly ColumnKind elementKind;
    readonly char delimiter;
    int position;

    ArrayLiteral(ReadOnlySpan<char> text, string typeName, TextWriter json)
    {
        this.json = json;
        this.text = text;
        elementType = typeName.EndsWith("[]", StringComparison.Ordinal) ? typeName[..^2] : typeName;
        elementKind = KindOf(elementType);
        delimiter = elementType == "box" ? ';' : ',';
    }

    /// <summary>The literal as JSON; <see langword="null"/> if it is none.</summary>
    public static string? ToJson(string text, string typeName)
    {
        using var json = new StringWriter(CultureInfo.InvariantCulture);
        var literal = new ArrayLiteral(text, typeName, json);
        return literal.SkipBounds() && literal.ReadArray(1) && literal.position == text.Length ? json.ToString() : null;
    }

    static ColumnKind KindOf(string elementType)
    {
        var modifier = elementType.IndexOf('(', StringComparison.Ordinal);
        return (modifier < 0 ? elementType : elementType[..modifier]) switch
        {
            "smallint" or "integer" or "bigint" or "oid" or "real" or "double precision" or "numeric" => ColumnKind.Number,
            "boolean" => ColumnKind.Boolean,
            "json" or "jsonb" => ColumnKind.Json,
            _ => ColumnKind.Text,
        };
    }

    // Bounds that do not start at 1 stand in front: [0:1][1:2]=
    bool SkipBounds()
    {
        if (text is not ['[', ..])
        {
            return true;
        }

        var end = text.IndexOf('=');
        position = end + 1;
        return end > 0 && !text[..end].ContainsAnyExcept(BoundCharacters);
    }

    bool ReadArray(int depth)
    {
        if (depth > MaximumDepth || !Take('{'))
        {
            return false;
        }

        json.Write('[');
        for (var isFirst = true; !Take('}'); isFirst = false)
        {
            if (!isFirst)
            {
                if (!Take(delimiter))
                {
                    return false;
                }

                json.Write(',');
            }

            if (position >= text.Length || !(text[position] == '{' ? ReadArray(depth + 1) : ReadElement()))
            {
                return false;
            }
        }

        json.Write(']');
        return true;
    }

    bool ReadElement()
    {
        var isQuoted = Take('"');
        var element = new StringBuilder();
        for (; position < text.Length; position++)
        {
            var character = text[position];
            if (character == '\\' && position + 1 < text.Length)
            {
                character = text[++position];
            }
            else if (isQuoted ? character == '"' : character == delimiter || character is '}' or '{' or '"')
            {
                break;
            }

            element.Append(character);
        }

        if (isQuoted && !Take('"'))
        {
            return false;
        }

        var value = element.ToString();
        JsonText.WriteValue(json, !isQuoted && value == "NULL" ? null : value, elementKind, elementType);
        return isQuoted || value.Length > 0;
    }

    bool Take(char expected)
    {
        if (position >= text.Length || text[position] != expected)
        {
            return false;
        }

        position++;
        return true;
    }
}
