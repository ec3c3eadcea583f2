namespace Dialtone.Parameters;

/// <summary>How a target was written.</summary>
enum TargetSyntax
{
    /// <summary>Not at all: environment and defaults, as <c>psql</c> without arguments.</summary>
    Empty,

    /// <summary><c>postgresql://…</c> or <c>postgres://…</c>, read by libpq's grammar.</summary>
    LibpqUri,

    /// <summary><c>host=… sslmode=…</c>, read by libpq's grammar.</summary>
    KeywordValue,

    /// <summary><c>postgresql+psycopg2://…</c>, <c>mysql://…</c>, <c>sqlite:///…</c>, read by SQLAlchemy's grammar.</summary>
    SqlAlchemyUrl,

    /// <summary><c>jdbc:postgresql://…?user=…</c>.</summary>
    JdbcUrl,

    /// <summary>A bare word: the name of a service.</summary>
    Service,
}
