namespace Dialtone.Sql;

/// <summary>A hole of a composed text.</summary>
/// <param name="Position">The index of its mark in the text.</param>
/// <param name="Value">The value that becomes a parameter.</param>
/// <param name="Name">The parts of a name to be quoted instead; null for a value.</param>
readonly record struct SqlHole(int Position, object? Value, string[]? Name = null)
{
    /// <summary>Stands for a hole in the text. No server takes it in a statement, so no text needs it for itself.</summary>
    public const char Mark = '\0';
}
