using System.Globalization;

namespace Dialtone.Parameters;

/// <summary>Translates a SQLAlchemy URL to the keywords of the MySQL dialect; keys of the query win over the parts before it.</summary>
static class SqlAlchemyMySql
{
    public static ParameterSet Translate(SqlAlchemyUrl url)
    {
        var builder = new ParameterSetBuilder(MySqlKeywords.Table, new ParameterSource.TargetText());
        builder.SetIfNotEmpty("host", url.Host);
        builder.SetIfNotEmpty("database", url.Database);
        builder.SetIfNotEmpty("user", url.Username);
        builder.SetIfNotEmpty("password", url.Password?.Reveal());
        builder.SetIfNotEmpty("port", url.Port?.ToString(CultureInfo.InvariantCulture));
        builder.SetQuery(url.Query);
        return builder.ToSet();
    }
}
