namespace Dialtone;

/// <summary>How rows are inserted in bulk.</summary>
public sealed record InsertOptions
{
    /// <summary>The schema (in MySQL the database) of the table. Default: where the server looks for tables.</summary>
    public string? Schema { get; init; }

    /// <summary>What becomes of rows whose key is there already. Default: the insert fails.</summary>
    public InsertConflict OnConflict { get; init; } = InsertConflict.Fail;

    /// <summary>
    /// The columns of the key that <see cref="OnConflict"/> is about. PostgreSQL and SQLite need them for <see cref="InsertConflict.Update"/>; MySQL and
    /// MariaDB look at every unique key, whatever is named here. Default: none.
    /// </summary>
    public IReadOnlyList<string> ConflictColumns { get; init; } = [];

    /// <summary>Is told the number of rows that were sent, about every ten thousand rows and at the end. Default: nobody is.</summary>
    public IProgress<long>? Progress { get; init; }
}
