using System.ComponentModel;
using System.Runtime.CompilerServices;

namespace Dialtone.Sql;

/// <summary>Takes an interpolated argument apart into SQL text and parameters.</summary>
/// <remarks>Beside an overload that takes a string, it is what makes <c>$"…"</c> bind its holes.</remarks>
/// <param name="literalLength">The number of characters outside holes.</param>
/// <param name="formattedCount">The number of holes.</param>
[InterpolatedStringHandler]
[EditorBrowsable(EditorBrowsableState.Never)]
public readonly ref struct SqlInterpolatedStringHandler(int literalLength, int formattedCount)
{
    internal const string NoFormat =
        "A hole becomes a parameter, so a format or an alignment has no meaning: format the value before, or let the server do it with to_char() or the like.";

    readonly SqlText text = new(literalLength, formattedCount);

    /// <inheritdoc cref="SqlText.AppendLiteral"/>
    public void AppendLiteral(string value) => text.AppendLiteral(value);

    /// <inheritdoc cref="SqlText.AppendFormatted{T}(T)"/>
    public void AppendFormatted<T>(T value) => text.AppendFormatted(value);

    /// <inheritdoc cref="SqlText.AppendFormatted(SqlText)"/>
    public void AppendFormatted(SqlText fragment) => text.AppendFormatted(fragment);

    /// <inheritdoc cref="SqlText.AppendFormatted{T}(T, string)"/>
    [Obsolete(NoFormat, error: true)]
    public void AppendFormatted<T>(T value, string? format) => throw new NotSupportedException(NoFormat);

    /// <inheritdoc cref="SqlText.AppendFormatted{T}(T, int, string)"/>
    [Obsolete(NoFormat, error: true)]
    public void AppendFormatted<T>(T value, int alignment, string? format = null) => throw new NotSupportedException(NoFormat);

    internal SqlText ToSqlText() => text;
}
