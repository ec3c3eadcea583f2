namespace Dialtone;

/// <summary>What becomes of a row whose key is in the table already.</summary>
public enum InsertConflict
{
    /// <summary>The insert fails, and nothing of it stays.</summary>
    Fail,

    /// <summary>The row in the table stays as it is.</summary>
    Ignore,

    /// <summary>The row in the table takes the new row's values.</summary>
    Update,
}
