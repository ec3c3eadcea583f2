namespace Dialtone.Cli.Demo;

/// <summary>What a demo shows once its database is there.</summary>
/// <param name="Target">The connection.</param>
/// <param name="Proof">A statement whose one row says what kind of connection it is.</param>
/// <param name="StopCommand">How a person ends a demo that was kept.</param>
sealed record DemoStage(DemoTarget Target, string Proof, string StopCommand)
{
    /// <summary>A first look at the sample.</summary>
    public const string FirstQuery = """
        select film.name, film.rating, film_overview.genres, film_overview.stars, count(*) as rentals
        from rental
        join film_copy on film_copy.id = rental.film_copy_id
        join film on film.id = film_copy.film_id
        join film_overview on film_overview.id = film.id
        group by 1, 2, 3, 4
        order by rentals desc, film.name
        limit 5
        """;

    const string PostgresProof = """
        select version as tls, cipher, bits, client_dn, current_user as "user", current_setting('server_version') as postgresql
        from pg_stat_ssl
        where pid = pg_backend_pid()
        """;

    const string SqliteProof = "select sqlite_version() as sqlite, file from pragma_database_list where name = 'main'";

    /// <summary>A server of our own.</summary>
    public static DemoStage Postgres(DemoFolder folder, DemoServer server, int port) =>
        new(DemoTarget.Postgres(folder, port), PostgresProof, server.StopCommand);

    /// <summary>A database file.</summary>
    public static DemoStage Sqlite(DemoFolder folder) =>
        new(DemoTarget.Sqlite(folder.Database), SqliteProof, $"rm -rf {ShellText.Quote(folder.Root)}");
}
