namespace Dialtone.Sql;

/// <summary>What a statement does to the session and to the data, told from its words alone.</summary>
/// <remarks>What a called function, a trigger or a block of code does is not known.</remarks>
public sealed record StatementTraits
{
    /// <summary>What the statement does, in the words of a command tag; empty without a statement.</summary>
    public required string Tag { get; init; }

    /// <summary>Whether it only reads: a query that locks no rows and writes in no common table expression, or a question to the server.</summary>
    public bool IsQuery { get; init; }

    /// <summary>What it does to the transaction.</summary>
    public TransactionStep Step { get; init; }

    /// <summary>Whether it destroys data or objects, or changes a table's every row or its definition.</summary>
    public bool IsDestructive { get; init; }

    /// <summary>The tables that a destructive statement names, as they are written; none where it names other objects.</summary>
    public IReadOnlyList<string> Tables { get; init; } = [];
}
