using Dialtone.Parameters;

namespace Dialtone.Dialects.Postgres;

/// <summary>PostgreSQL's row of the dialect table.</summary>
static class PostgresDialect
{
    public static Dialect Row { get; } =
        new("postgresql", PostgresResolver.Resolve, (resolved, options) => new PostgresConnector(resolved, options));
}
