using Dialtone.Errors;
using Dialtone.Parameters;

namespace Dialtone.Tests.Parameters;

public sealed class TargetTests
{
    [Theory]
    [InlineData(null, "postgresql", "Empty", "")]
    [InlineData("", "postgresql", "Empty", "")]
    [InlineData("  ", "postgresql", "KeywordValue", "")]
    [InlineData(
        "postgresql://u:p@h1:1,h2/d?sslmode=require",
        "postgresql",
        "LibpqUri",
        "user=u password=p host=h1,h2 port=1, dbname=d sslmode=require"
    )]
    [InlineData("postgres:///d", "postgresql", "LibpqUri", "dbname=d")]
    [InlineData("host=h sslmode=require", "postgresql", "KeywordValue", "host=h sslmode=require")]
    [InlineData("shop", "postgresql", "Service", "service=shop")]
    [InlineData(
        "postgresql+psycopg2://u:p%2Bw@h:1/d?sslmode=verify-full",
        "postgresql",
        "SqlAlchemyUrl",
        "host=h dbname=d user=u password=p+w port=1 sslmode=verify-full"
    )]
    [InlineData("postgres+asyncpg://h/d?ssl=require", "postgresql", "SqlAlchemyUrl", "host=h dbname=d sslmode=require")]
    [InlineData("postgresql+npgsql://", "postgresql", "SqlAlchemyUrl", "")]
    [InlineData("mysql://u@h/d", "mysql", "SqlAlchemyUrl", "host=h database=d user=u")]
    [InlineData("mariadb+mysqldb://h/d?ssl_ca=/ca", "mysql", "SqlAlchemyUrl", "host=h database=d ssl_ca=/ca")]
    [InlineData("sqlite://", "sqlite", "SqlAlchemyUrl", "")]
    [InlineData("sqlite:///rel.db?mode=ro", "sqlite", "SqlAlchemyUrl", "database=rel.db mode=ro")]
    [InlineData("sqlite+pysqlite:////abs/x.db", "sqlite", "SqlAlchemyUrl", "database=/abs/x.db")]
    [InlineData("jdbc:postgresql+psycopg2://h/d", "postgresql", "SqlAlchemyUrl", "host=h dbname=d")]
    public void The_scheme_chooses_the_grammar(string? text, string dialect, string syntax, string expected)
    {
        var target = Target.Parse(text, []);
        Assert.Equal(dialect, target.Dialect);
        Assert.Equal(syntax, target.Syntax.ToString());
        Assert.Equal(expected, Flat(target.Explicit));
        Assert.All(target.Explicit, parameter => Assert.IsType<ParameterSource.TargetText>(parameter.Source));
    }

    [Theory]
    [InlineData(
        "jdbc:postgresql://h1:1,[::1]:2/d?user=u&password=p+w%26x&ssl=true",
        "host=h1,::1 port=1,2 dbname=d sslmode=verify-full user=u password=p w&x"
    )]
    [InlineData("jdbc:postgresql://h/d?sslmode=require&ssl=true", "host=h dbname=d sslmode=require")]
    [InlineData("jdbc:postgresql://h/d?ssl=false", "host=h dbname=d")]
    [InlineData("jdbc:postgresql:d", "host=localhost dbname=d")]
    [InlineData("jdbc:postgresql:/", "host=localhost")]
    [InlineData(
        "jdbc:postgresql://h/?targetServerType=preferSecondary&loadBalanceHosts=true&connectTimeout=5",
        "host=h target_session_attrs=prefer-standby load_balance_hosts=random connect_timeout=5"
    )]
    [InlineData(
        "jdbc:postgresql://h/?ApplicationName=my+app&currentSchema=a b,c",
        "host=h application_name=my app options=-c search_path=a\\ b,c"
    )]
    [InlineData("jdbc:postgresql://h/?currentSchema=s&options=-c+geqo%3Doff", "host=h options=-c geqo=off -c search_path=s")]
    [InlineData(
        "jdbc:mysql://h:1/d?user=u&sslMode=VERIFY_IDENTITY&connectTimeout=1500",
        "host=h port=1 database=d user=u ssl_mode=VERIFY_IDENTITY connect_timeout=2"
    )]
    [InlineData(
        "jdbc:mariadb://h/d?sslMode=verify-full&serverSslCert=/ca.pem",
        "host=h database=d ssl_mode=VERIFY_IDENTITY ssl_ca=/ca.pem"
    )]
    [InlineData("jdbc:sqlite:/a/b+c.db?mode=ro", "database=/a/b+c.db mode=ro")]
    [InlineData("jdbc:sqlite::memory:", "database=:memory:")]
    public void Jdbc_urls_are_translated(string text, string expected) => Assert.Equal(expected, Flat(Target.Parse(text, []).Explicit));

    [Theory]
    [InlineData("postgre://h", "unknown scheme \"postgre\"", "postgres://")]
    [InlineData("POSTGRESQL://h", "unknown scheme \"POSTGRESQL\"", "postgresql://")]
    [InlineData("cockroachdb://h", "unknown scheme \"cockroachdb\"", "postgresql://")]
    [InlineData("sqlite3:///x", "unknown scheme \"sqlite3\"", "sqlite://")]
    [InlineData("oracle://h", "unknown scheme \"oracle\"", "the schemes are")]
    [InlineData("jdbc:oracle:thin:@h", "unknown scheme \"oracle\"", "the schemes are")]
    [InlineData(" postgresql://h", "a URL may not start with a blank or a quote", "")]
    [InlineData("shop.db", "a SQLite file needs a scheme", "sqlite:///shop.db")]
    [InlineData(":memory:", "a SQLite database in memory needs a scheme", "sqlite://")]
    [InlineData("u:p@h/d", "the target is neither a URL", "postgresql://")]
    [InlineData("host=h sslmod=require", "invalid connection option \"sslmod\"", "sslmode")]
    [InlineData("host=h password=x sslmod=require", "invalid connection option \"sslmod\"", "sslmode")]
    [InlineData("host=h database=d", "invalid connection option \"database\"", "dbname")]
    [InlineData("postgresql://h?ssl_ca=/ca", "invalid URI query parameter: \"ssl_ca\"", "sslrootcert")]
    [InlineData("postgresql://h?SSL%20Mode=require", "invalid URI query parameter: \"SSL Mode\"", "sslmode")]
    [InlineData("postgresql+psycopg2://h?sslrootcrt=x", "invalid connection option \"sslrootcrt\"", "sslrootcert")]
    [InlineData("mysql://h?sslca=x", "invalid connection option \"sslca\"", "ssl_ca")]
    [InlineData("mysql://h?ssl.ca=x", "invalid connection option \"ssl.ca\"", "ssl_ca")]
    [InlineData("sqlite:///x?moed=ro", "invalid connection option \"moed\"", "mode")]
    [InlineData("sqlite://x.db", "Invalid SQLite URL", "sqlite:///relative/path.db")]
    [InlineData("jdbc:postgresql://h/?sslmod=require", "unknown JDBC parameter \"sslmod\"", "sslmode")]
    [InlineData("jdbc:postgresql://h/?targetServerType=preferPrimary", "the value of JDBC parameter \"targetServerType\"", "")]
    [InlineData("jdbc:postgresql://u:p@h/", "a JDBC URL has no user name", "?user=")]
    [InlineData("host=\0h", "a target and its arguments may not hold a NUL character", "")]
    public void Errors_name_the_part_and_the_fix(string text, string what, string fix)
    {
        var failure = Assert.Throws<DatabaseException>(() => Target.Parse(text, []));
        Assert.Equal((ErrorStage.Parse, ErrorKind.Usage), (failure.Stage, failure.Kind));
        Assert.StartsWith(what, failure.Failure.What, StringComparison.Ordinal);
        Assert.Contains(fix, failure.Failure.Fix ?? "", StringComparison.Ordinal);
    }

    [Fact]
    public void Arguments_win_over_the_text_and_empty_ones_count_as_not_given()
    {
        var target = Target.Parse(
            "postgresql://h?sslmode=disable&port=1",
            [new("sslmode", "require"), new("port", ""), new("sslmode", "verify-ca")]
        );
        Assert.Equal("host=h sslmode=verify-ca port=1", Flat(target.Explicit));
        Assert.IsType<ParameterSource.Argument>(target.Explicit["sslmode"]!.Source);
        Assert.IsType<ParameterSource.TargetText>(target.Explicit["port"]!.Source);
    }

    [Theory]
    [InlineData("postgresql://h", "sslmod", "sslmode")]
    [InlineData("postgresql://h", "ssl.ca", "sslrootcert")]
    [InlineData("mysql://h", "ssl.ssl_ca", "ssl.ca")]
    [InlineData("mysql://h", "sslrootcert", "ssl_ca")]
    [InlineData("sqlite://", "busy_timeout", "timeout")]
    public void An_unknown_argument_is_an_error_even_if_it_is_empty(string text, string key, string nearest)
    {
        var failure = Assert.Throws<DatabaseException>(() => Target.Parse(text, [new(key, "")]));
        Assert.Equal($"invalid connection option \"{key}\"", failure.Failure.What);
        Assert.Equal($"did you mean \"{nearest}\"?", failure.Failure.Fix);
    }

    [Fact]
    public void Nested_arguments_are_keywords()
    {
        var target = Target.Parse(
            "mysql+pymysql://h",
            [new("ssl.ca", "/ca"), new("ssl.cert", "/c"), new("ssl.key", "/k"), new("passwd", "p")]
        );
        Assert.Equal("host=h ssl_ca=/ca ssl_cert=/c ssl_key=/k password=p", Flat(target.Explicit));
    }

    [Fact]
    public void A_target_shows_no_secret()
    {
        var target = Target.Parse("postgresql://u:qJ7@h", [new("sslpassword", "vK9")]);
        Assert.DoesNotContain("qJ7", target.ToString() + string.Join(' ', target.Explicit), StringComparison.Ordinal);
        Assert.DoesNotContain("vK9", string.Join(' ', target.Explicit), StringComparison.Ordinal);
    }

    static string Flat(ParameterSet parameters) =>
        string.Join(' ', parameters.Select(parameter => $"{parameter.Keyword}={parameter.Reveal()}"));
}
