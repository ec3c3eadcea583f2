namespace Dialtone.Sql;

/// <summary>Makes the fragments that an SQL text is composed of.</summary>
public static class Sql
{
    /// <summary>A fragment that adds nothing, for the branch of a condition.</summary>
    public static SqlText Empty => new(0, 0);

    /// <summary>A fragment from an interpolated string; every hole becomes a parameter.</summary>
    public static SqlText Format(SqlText text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return text;
    }

    /// <summary>A name, quoted by the rules of the server it is sent to; several parts are joined with dots.</summary>
    /// <param name="parts">The parts, such as a schema and a table, as the catalog spells them: upper and lower case differ.</param>
    /// <exception cref="ArgumentException">There is no part, or one is empty or holds a NUL character.</exception>
    public static SqlText Identifier(params ReadOnlySpan<string> parts)
    {
        if (parts.IsEmpty)
        {
            throw new ArgumentException("a name needs at least one part", nameof(parts));
        }
        foreach (var part in parts)
        {
            Dialtone.Sql.Identifier.ThrowIfInvalid(part);
        }
        var text = new SqlText(0, 1);
        text.AppendHole(value: null, parts.ToArray());
        return text;
    }

    /// <summary>Text that goes into the statement as it is. Never pass text from outside the program: it would run as SQL.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL character.</exception>
    public static SqlText Raw(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var raw = new SqlText(text.Length, 0);
        raw.AppendLiteral(text);
        return raw;
    }

    /// <summary>Fragments with a separator between them, such as <c>", "</c> or <c>" and "</c>.</summary>
    public static SqlText Join(string separator, IEnumerable<SqlText> fragments)
    {
        ArgumentNullException.ThrowIfNull(separator);
        ArgumentNullException.ThrowIfNull(fragments);
        var joined = new SqlText(0, 0);
        var isFirst = true;
        foreach (var fragment in fragments)
        {
            if (!isFirst)
            {
                joined.AppendLiteral(separator);
            }
            joined.AppendFormatted(fragment);
            isFirst = false;
        }
        return joined;
    }
}
