using System.Globalization;

namespace Dialtone.Parameters;

/// <summary>Translates a SQLAlchemy URL to libpq's keywords, as SQLAlchemy's psycopg dialects do; other drivers are synonyms.</summary>
static class SqlAlchemyPostgres
{
    public static ParameterSet Translate(SqlAlchemyUrl url)
    {
        var builder = new ParameterSetBuilder(PostgresKeywords.Table, new ParameterSource.TargetText());
        builder.SetIfNotEmpty("host", url.Host);
        builder.SetIfNotEmpty("dbname", url.Database);
        builder.SetIfNotEmpty("user", url.Username);
        builder.SetIfNotEmpty("password", url.Password?.Reveal());
        builder.SetIfNotEmpty("port", url.Port?.ToString(CultureInfo.InvariantCulture));
        builder.SetQuery(
            url.Query.Where(pair => pair.Key is not ("host" or "port"))
                // asyncpg has no sslmode; its "ssl" takes the same words.
                .Select(pair => pair.Key == "ssl" && url.Driver == "asyncpg" ? ("sslmode", pair.Values) : pair)
        );
        SqlAlchemyHosts.Read(url, builder);
        return builder.ToSet();
    }
}
