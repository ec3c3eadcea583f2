using System.Text;

namespace Dialtone.Shell.Describe;

/// <summary>A pattern of psql's: <c>*</c> and <c>?</c>, dots between the parts, quotes against both; what is not quoted is folded to lower case.</summary>
/// <remarks>Other characters of regular expressions keep their meaning outside quotes, except <c>$</c> and <c>[]</c>.</remarks>
sealed record NamePattern
{
    const string SpecialCharacters = "|*+?()[]{}.^$\\";

    /// <summary>The regular expression of the name.</summary>
    public required string Name { get; init; }

    /// <summary>The regular expression of the schema, or <see langword="null"/> if the pattern has none.</summary>
    public string? Schema { get; init; }

    /// <summary>The database before schema and name as it was typed, or <see langword="null"/>.</summary>
    public string? Database { get; init; }

    /// <summary>Reads a pattern.</summary>
    /// <param name="pattern">The pattern.</param>
    /// <param name="maximumParts">How many parts the kind of object has, the database counted.</param>
    /// <param name="hasSchema">Whether the kind of object has a schema, which a dot separates.</param>
    /// <param name="isLiteral">Whether the characters of regular expressions stand for themselves, as for operators.</param>
    /// <exception cref="DescribeException">The pattern has more parts than that.</exception>
    public static NamePattern Parse(string pattern, int maximumParts, bool hasSchema, bool isLiteral = false)
    {
        var parts = new List<StringBuilder> { new("^(") };
        var plain = new List<StringBuilder> { new() };
        var isQuoted = false;
        var dots = 0;
        for (var index = 0; index < pattern.Length; index++)
        {
            var character = pattern[index];
            var part = parts[^1];
            var hasNext = index + 1 < pattern.Length;
            switch (character)
            {
                case '"' when isQuoted && hasNext && pattern[index + 1] == '"':
                    index++;
                    part.Append('"');
                    plain[^1].Append('"');
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '*' when !isQuoted:
                    part.Append(".*");
                    plain[^1].Append('*');
                    break;
                case '?' when !isQuoted:
                    part.Append('.');
                    plain[^1].Append('?');
                    break;
                case '.' when !isQuoted:
                    dots++;
                    if (hasSchema && parts.Count < 3)
                    {
                        parts.Add(new("^("));
                        plain.Add(new());
                    }
                    else
                    {
                        part.Append('.');
                    }

                    break;
                default:
                    var folded = isQuoted ? character : ToLower(character);
                    var isSpecial =
                        character == '$'
                        || ((isQuoted || isLiteral) && SpecialCharacters.Contains(character, StringComparison.Ordinal))
                        || (character == '[' && hasNext && pattern[index + 1] == ']');
                    part.Append(isSpecial ? "\\" : "").Append(folded);
                    plain[^1].Append(folded);
                    break;
            }
        }

        if (dots >= maximumParts)
        {
            throw new DescribeException($"improper qualified name (too many dotted names): {pattern}");
        }

        var whole = parts.ConvertAll(part => part.Append(")$").ToString());
        return new()
        {
            Name = whole[^1],
            Schema = whole.Count > 1 ? whole[^2] : null,
            // Objects without a schema belong to no database, or to this one only: psql knows no database before them.
            Database =
                whole.Count > 2 ? plain[0].ToString()
                : maximumParts > 1 && dots == maximumParts - 1 ? ""
                : null,
        };
    }

    static char ToLower(char character) => character is >= 'A' and <= 'Z' ? (char)(character | 0x20) : character;
}
