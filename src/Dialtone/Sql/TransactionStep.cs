namespace Dialtone.Sql;

/// <summary>What a statement does to the transaction that it is in.</summary>
public enum TransactionStep
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It begins one.</summary>
    Begin,

    /// <summary>It ends it.</summary>
    End,

    /// <summary>It ends it and begins the next: <c>COMMIT AND CHAIN</c>.</summary>
    Chain,

    /// <summary>It goes back to a savepoint, which also brings a failed transaction back.</summary>
    BackToSavepoint,
}
