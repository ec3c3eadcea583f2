using System.ComponentModel;
using System.Runtime.CompilerServices;
using System.Text;

namespace Dialtone.Sql;

/// <summary>A statement or a part of one, composed by interpolation: every hole becomes a parameter and never text.</summary>
/// <remarks>
/// Fragments nest: a <see cref="SqlText"/> in a hole is spliced in with its parameters. <see cref="Sql"/> makes fragments for names and for
/// text of the program's own. A hole inside quotes or a comment, or glued to a word, is refused when the statement is run. A text is complete
/// once it has been used; its append methods are for the compiler. A method that has an overload for strings too gives the one for texts a higher
/// <see cref="OverloadResolutionPriorityAttribute"/>, so that a hole with a constant binds as well.
/// </remarks>
/// <example><code>SqlText query = $"select * from film where rating = {rating}";</code></example>
[InterpolatedStringHandler]
public sealed class SqlText
{
    const string NoFormat =
        "A hole becomes a parameter, so a format or an alignment has no meaning: format the value before, or let the server do it, with to_char() or the like.";

    readonly StringBuilder builder;
    readonly List<SqlHole> holes;
    string? text;

    /// <summary>For the compiler: begins a text.</summary>
    /// <param name="literalLength">The number of characters outside holes.</param>
    /// <param name="formattedCount">The number of holes.</param>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public SqlText(int literalLength, int formattedCount)
    {
        builder = new(literalLength + formattedCount);
        holes = new(formattedCount);
    }

    /// <summary>The text with <see cref="SqlHole.Mark"/> for every hole.</summary>
    internal string Text => text ??= builder.ToString();

    internal IReadOnlyList<SqlHole> Holes => holes;

    /// <summary>For the compiler: appends text that stands outside holes.</summary>
    /// <exception cref="ArgumentException">The text holds a NUL character, which no server takes.</exception>
    /// <exception cref="InvalidOperationException">The text has been used already.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendLiteral(string value)
    {
        ArgumentNullException.ThrowIfNull(value);
        ThrowIfUsed();
        if (value.Contains(SqlHole.Mark))
        {
            throw new ArgumentException(
                "SQL text cannot hold the character NUL (U+0000) · take it out, or bind the value in a hole",
                nameof(value)
            );
        }
        builder.Append(value);
    }

    /// <summary>For the compiler: appends a hole, which becomes a parameter.</summary>
    /// <exception cref="ArgumentException">The value is a list of fragments.</exception>
    /// <exception cref="InvalidOperationException">The text has been used already.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted<T>(T value)
    {
        if (value is SqlText fragment)
        {
            AppendFormatted(fragment);
            return;
        }
        if (value is IEnumerable<SqlText>)
        {
            throw new ArgumentException("a hole holds a list of SQL fragments · join them with Sql.Join(\", \", fragments)", nameof(value));
        }
        AppendHole(value, name: null);
    }

    /// <summary>For the compiler: splices a fragment in.</summary>
    /// <exception cref="ArgumentNullException">There is no fragment; one that adds nothing is <see cref="Sql.Empty"/>.</exception>
    /// <exception cref="InvalidOperationException">The text has been used already.</exception>
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted(SqlText fragment)
    {
        ArgumentNullException.ThrowIfNull(fragment);
        ThrowIfUsed();
        var offset = builder.Length;
        builder.Append(fragment.Text);
        foreach (var hole in fragment.holes)
        {
            holes.Add(hole with { Position = hole.Position + offset });
        }
    }

    /// <summary>Refused: a hole is a parameter, and a format would make it text.</summary>
    [Obsolete(NoFormat, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted<T>(T value, string? format) => throw new NotSupportedException(NoFormat);

    /// <summary>Refused: a hole is a parameter, and an alignment would make it text.</summary>
    [Obsolete(NoFormat, error: true)]
    [EditorBrowsable(EditorBrowsableState.Never)]
    public void AppendFormatted<T>(T value, int alignment, string? format = null) => throw new NotSupportedException(NoFormat);

    internal void AppendHole(object? value, string[]? name)
    {
        ThrowIfUsed();
        holes.Add(new(builder.Length, value, name));
        builder.Append(SqlHole.Mark);
    }

    /// <summary>The text with <c>{0}</c>, <c>{1}</c> … for the holes; values are not shown.</summary>
    public override string ToString()
    {
        var shown = new StringBuilder(Text.Length + 2 * holes.Count);
        var next = 0;
        foreach (var c in Text)
        {
            if (c == SqlHole.Mark)
            {
                shown.Append('{').Append(next++).Append('}');
            }
            else
            {
                shown.Append(c);
            }
        }
        return shown.ToString();
    }

    void ThrowIfUsed()
    {
        if (text is not null)
        {
            throw new InvalidOperationException("an SQL text that has been used is not appended to · compose a new one with both in holes");
        }
    }
}
