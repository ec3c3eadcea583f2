namespace Dialtone.Parameters;

/// <summary>Translates <c>jdbc:sqlite:path</c> to the keywords of the SQLite dialect.</summary>
static class JdbcSqlite
{
    static readonly JdbcParameters Parameters = new([
        ("mode", "mode", null),
        ("cache", "cache", null),
        ("busy_timeout", "timeout", JdbcParameters.Seconds),
        ("journal_mode", "journal_mode", value => value.ToLowerInvariant()),
        ("foreign_keys", "foreign_keys", value => JdbcParameters.IsTrue(value) ? "true" : "false"),
    ]);

    public static ParameterSet Translate(JdbcUrl url)
    {
        if (url.Hosts.Length > 0)
            throw ParameterErrors.Parse("a JDBC URL of SQLite has no host", "write jdbc:sqlite:path or jdbc:sqlite::memory:");
        var builder = new ParameterSetBuilder(SqliteKeywords.Table, new ParameterSource.TargetText());
        builder.SetIfNotEmpty("database", url.Database);
        Parameters.Store(url, builder);
        return builder.ToSet();
    }
}
