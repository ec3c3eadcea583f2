namespace Dialtone.Parameters;

/// <summary>How a SQLite database is opened.</summary>
enum SqliteMode
{
    ReadOnly,
    ReadWrite,
    ReadWriteCreate,
    Memory,
}
