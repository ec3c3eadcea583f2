namespace Dialtone.Parameters;

/// <summary>Chooses the grammar of a target by its scheme.</summary>
static class TargetGrammar
{
    static readonly (string Scheme, string Dialect)[] Schemes =
    [
        ("postgresql", "postgresql"),
        ("postgres", "postgresql"),
        ("mysql", "mysql"),
        ("mariadb", "mysql"),
        ("sqlite", "sqlite"),
    ];

    static readonly (string Wrong, string Right)[] Misspellings =
    [
        ("pgsql", "postgresql"),
        ("psql", "postgresql"),
        ("pg", "postgresql"),
        ("npgsql", "postgresql"),
        ("cockroachdb", "postgresql"),
        ("cockroach", "postgresql"),
        ("redshift", "postgresql"),
        ("yugabytedb", "postgresql"),
        ("timescaledb", "postgresql"),
        ("mysqlx", "mysql"),
        ("mysql2", "mysql"),
        ("sqlite3", "sqlite"),
        ("file", "sqlite"),
    ];

    /// <summary>Reads the text of a target.</summary>
    public static Target Parse(string text)
    {
        RefuseNul(text);
        if (text.Length == 0)
            return Postgres(TargetSyntax.Empty, ParameterSet.Empty);
        if (text.StartsWith("jdbc:", StringComparison.Ordinal))
            return JdbcUrl.Parse(text["jdbc:".Length..]);
        if (LibpqUri.Matches(text))
            return Postgres(TargetSyntax.LibpqUri, LibpqUri.Parse(text)) with { HasStrayAt = LibpqUri.HasStrayAt(text) };
        if (Scheme(text) is { } scheme)
            return ParseUrl(text, scheme);
        RefuseDisguisedUrl(text);
        if (text.Contains('=') || text.Any(LibpqText.IsSpace))
            return Postgres(TargetSyntax.KeywordValue, KeywordValueString.Parse(text));
        return ParseService(text);
    }

    /// <summary>The dialect of a scheme without <c>+driver</c>; an error that names the nearest scheme if there is none.</summary>
    public static string Dialect(string scheme)
    {
        var backend = scheme.Split('+')[0];
        foreach (var (known, dialect) in Schemes)
            if (known == backend)
                return dialect;
        var bare = NearestWord.Bare(backend);
        var nearest =
            Array.Find(Misspellings, pair => pair.Wrong == bare).Right ?? NearestWord.Find(backend, Schemes.Select(pair => pair.Scheme));
        throw ParameterErrors.Parse(
            scheme.Length <= NearestWord.LongestWord ? $"unknown scheme \"{scheme}\"" : "unknown scheme",
            nearest is null
                ? "the schemes are postgresql://, mysql://, mariadb:// and sqlite://, each also with +driver or with jdbc: before it"
                : $"did you mean \"{nearest}://\"?"
        );
    }

    /// <summary>A text with a NUL ends there for C and not for .NET, so that two readers would see two targets.</summary>
    public static void RefuseNul(string text)
    {
        if (text.Contains('\0'))
            throw ParameterErrors.Parse("a target and its arguments may not hold a NUL character");
    }

    public static Target FromSqlAlchemy(string text, string dialect)
    {
        var url = SqlAlchemyUrl.Parse(text);
        Target target = dialect switch
        {
            "postgresql" => Postgres(TargetSyntax.SqlAlchemyUrl, SqlAlchemyPostgres.Translate(url)),
            "mysql" => new Target.MySql { Syntax = TargetSyntax.SqlAlchemyUrl, Explicit = SqlAlchemyMySql.Translate(url) },
            _ => new Target.Sqlite { Syntax = TargetSyntax.SqlAlchemyUrl, Explicit = SqlAlchemySqlite.Translate(url) },
        };
        return target with { Driver = url.Driver, HasStrayAt = url.HasStrayAt };
    }

    static Target ParseUrl(string text, string scheme) => FromSqlAlchemy(text, Dialect(scheme));

    static Target.Postgres Postgres(TargetSyntax syntax, ParameterSet parameters) => new() { Syntax = syntax, Explicit = parameters };

    /// <summary>The letters before <c>://</c>, if nothing but a scheme stands there.</summary>
    static string? Scheme(string text)
    {
        var end = text.IndexOf("://", StringComparison.Ordinal);
        if (end <= 0)
            return null;
        foreach (var character in text.AsSpan(0, end))
            if (!char.IsAsciiLetterOrDigit(character) && character is not ('+' or '-' or '.' or '_'))
                return null;
        return text[..end];
    }

    static void RefuseDisguisedUrl(string text)
    {
        var bare = text.TrimStart([' ', '\t', '\r', '\n', '"', '\'', '<', '`']);
        if (bare.Length < text.Length && Scheme(bare) is not null)
            throw ParameterErrors.Parse("a URL may not start with a blank or a quote", "remove what stands before the scheme");
    }

    static Target.Postgres ParseService(string name)
    {
        string[] databaseFiles = [".db", ".db3", ".sqlite", ".sqlite3"];
        if (name == ":memory:")
            throw ParameterErrors.Parse("a SQLite database in memory needs a scheme", "write sqlite://");
        if (Array.Exists(databaseFiles, ending => name.EndsWith(ending, StringComparison.OrdinalIgnoreCase)) && !name.Contains('@'))
            throw ParameterErrors.Parse("a SQLite file needs a scheme", $"write sqlite:///{name}");
        if (name.AsSpan().ContainsAny(":/@\\"))
            throw ParameterErrors.Parse(
                "the target is neither a URL, nor a keyword=value string, nor the name of a service",
                "write postgresql://user@host/database, host=… dbname=…, or sqlite:///path"
            );
        return Postgres(TargetSyntax.Service, new([new(PostgresKeywords.Table["service"], name, new ParameterSource.TargetText())]));
    }
}
