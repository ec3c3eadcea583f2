using Dialtone.Dialects.MySql;
using Dialtone.Dialects.Postgres;
using Dialtone.Dialects.Sqlite;

namespace Dialtone.Dialects;

/// <summary>The dialects that come with Dialtone: one row each.</summary>
static class KnownDialects
{
    static readonly Dialect[] All = [PostgresDialect.Row, MySqlDialect.Row, SqliteDialect.Row];

    /// <summary>The dialect of a parsed target.</summary>
    public static Dialect Find(string name) => Array.Find(All, dialect => dialect.Name == name) ?? throw new NotSupportedException(name);
}
