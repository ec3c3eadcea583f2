namespace Dialtone.Parameters;

/// <summary>Translates a SQLAlchemy URL to the keywords of the SQLite dialect.</summary>
static class SqlAlchemySqlite
{
    public static ParameterSet Translate(SqlAlchemyUrl url)
    {
        if (url is not { Username: null, Password: null, Host: null, Port: null })
            throw ParameterErrors.Parse(
                "Invalid SQLite URL: there is something where a host would stand",
                "write sqlite:// for memory, sqlite:///relative/path.db, or sqlite:////absolute/path.db"
            );
        var builder = new ParameterSetBuilder(SqliteKeywords.Table, new ParameterSource.TargetText());
        builder.SetIfNotEmpty("database", url.Database);
        builder.SetQuery(url.Query);
        return builder.ToSet();
    }
}
