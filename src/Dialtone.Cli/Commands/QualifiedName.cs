using System.Text;

namespace Dialtone.Cli.Commands;

/// <summary>A table's name as a person writes it: <c>film</c>, <c>rental.film</c>, <c>"odd.name"</c>.</summary>
static class QualifiedName
{
    /// <summary>Each part quoted by the dialect's rules. Parts are separated by dots; double quotes hold a part together.</summary>
    /// <exception cref="UsageException">A part is empty or a quote stays open.</exception>
    public static string Quote(string name, Func<string, string> quotePart)
    {
        var parts = new List<string>();
        var part = new StringBuilder();
        var isQuoted = false;
        for (var index = 0; index < name.Length; index++)
        {
            switch (name[index])
            {
                case '"' when isQuoted && index + 1 < name.Length && name[index + 1] == '"':
                    part.Append('"');
                    index++;
                    break;
                case '"':
                    isQuoted = !isQuoted;
                    break;
                case '.' when !isQuoted:
                    parts.Add(part.ToString());
                    part.Clear();
                    break;
                case var character:
                    part.Append(character);
                    break;
            }
        }

        parts.Add(part.ToString());
        return isQuoted || parts.Contains("") || name.Contains('\0', StringComparison.Ordinal)
            ? throw new UsageException(
                $"\"{name}\" is not the name of a table",
                "--table",
                "write film, rental.film, or \"odd.name\" in double quotes"
            )
            : string.Join('.', parts.Select(quotePart));
    }
}
