namespace Dialtone.Sql;

/// <summary>What a statement does, by its main verb.</summary>
enum StatementKind
{
    /// <summary>Anything not named below, also an empty text.</summary>
    Other,

    /// <summary>SELECT, TABLE, or WITH before one of them.</summary>
    Select,
    Values,

    /// <summary>INSERT, and REPLACE of MySQL and SQLite.</summary>
    Insert,
    Update,
    Delete,
    Merge,
    Create,
    Alter,
    Drop,
    Truncate,

    /// <summary>BEGIN and START TRANSACTION.</summary>
    Begin,

    /// <summary>COMMIT and END.</summary>
    Commit,

    /// <summary>ROLLBACK and ABORT, also to a savepoint.</summary>
    Rollback,
    Savepoint,
    Set,
    Copy,
    Explain,

    /// <summary>SHOW, and MySQL's DESCRIBE.</summary>
    Show,
    Call,
}

/// <summary>A statement's kind and its command tag.</summary>
/// <param name="Kind">The main verb; for WITH, that of the statement after the common table expressions.</param>
/// <param name="Tag">The tag's words as PostgreSQL reports them: <c>SELECT</c>, <c>CREATE TABLE</c>, <c>START TRANSACTION</c>; empty without a statement.</param>
/// <param name="WritesInWith">A common table expression inserts, updates, deletes or merges, whatever the main verb.</param>
readonly record struct StatementInfo(StatementKind Kind, string Tag, bool WritesInWith = false)
{
    /// <summary>The tag with the number of rows where PostgreSQL reports one: <c>INSERT 0 5</c>, <c>SELECT 5</c>.</summary>
    public string TagFor(long rows) =>
        Tag switch
        {
            "INSERT" => $"INSERT 0 {rows}",
            "SELECT" or "UPDATE" or "DELETE" or "MERGE" or "COPY" or "FETCH" or "MOVE" => $"{Tag} {rows}",
            _ => Tag,
        };
}
