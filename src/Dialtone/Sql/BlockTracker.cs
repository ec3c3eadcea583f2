namespace Dialtone.Sql;

/// <summary>Follows one statement token by token and knows whether a semicolon belongs to a body inside it.</summary>
abstract class BlockTracker
{
    /// <summary>A semicolon here does not end the statement.</summary>
    public abstract bool IsInBody { get; }

    /// <summary>Takes the next token that is neither white space nor a comment.</summary>
    public abstract void Accept(SqlTokenKind kind, ReadOnlySpan<char> token);

    /// <summary>Makes ready for the next statement.</summary>
    public abstract void Reset();

    protected static bool Is(ReadOnlySpan<char> token, string word) => token.Equals(word, StringComparison.OrdinalIgnoreCase);

    protected static bool IsAny(ReadOnlySpan<char> token, ReadOnlySpan<string> words)
    {
        foreach (var word in words)
        {
            if (Is(token, word))
            {
                return true;
            }
        }
        return false;
    }
}
