namespace Dialtone.Dialects.MySql;

/// <summary>MySQL's and MariaDB's row of the dialect table.</summary>
static class MySqlDialect
{
    public static Dialect Row { get; } =
        new("mysql", (target, context) => target.Resolve(context), (resolved, options) => new MySqlConnector(resolved, options));
}
