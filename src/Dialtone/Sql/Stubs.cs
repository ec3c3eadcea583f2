using System.Runtime.CompilerServices;

namespace Dialtone.Sql;

/// <summary>Stub until the Sql folder lands.</summary>
public sealed class SqlText
{
    internal SqlText(string text) => Text = text;

    internal string Text { get; }

    /// <summary>Stub.</summary>
    public static implicit operator SqlText(SqlInterpolatedStringHandler handler) => handler.ToSqlText();
}

/// <summary>Stub until the Sql folder lands.</summary>
[InterpolatedStringHandler]
public ref struct SqlInterpolatedStringHandler
{
    readonly System.Text.StringBuilder text;

    /// <summary>Stub.</summary>
    public SqlInterpolatedStringHandler(int literalLength, int formattedCount) => text = new(literalLength + formattedCount);

    /// <summary>Stub.</summary>
    public void AppendLiteral(string value) => text.Append(value);

    /// <summary>Stub.</summary>
    public void AppendFormatted<T>(T value) => text.Append(value);

    internal SqlText ToSqlText() => new(text.ToString());
}
