namespace Dialtone.Dialects.Sqlite;

/// <summary>SQLite's row of the dialect table.</summary>
static class SqliteDialect
{
    public static Dialect Row { get; } =
        new("sqlite", (target, context) => target.Resolve(context), (resolved, options) => new SqliteConnector(resolved, options));
}
