namespace Dialtone.Servers.Postgres;

public enum PostgresRelease
{
    /// <summary>PostgreSQL 15 from the distribution; where the distribution has another release, that one.</summary>
    V15 = 15,

    /// <summary>PostgreSQL 18: the cached build that <c>./test</c> fetches, or one that is installed.</summary>
    V18 = 18,
}
