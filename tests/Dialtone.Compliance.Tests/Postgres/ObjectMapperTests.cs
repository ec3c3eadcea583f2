using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using LinqToDB;
using LinqToDB.Data;
using LinqToDB.DataProvider.PostgreSQL;
using Microsoft.EntityFrameworkCore;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>EF Core and linq2db on <see cref="Engine.DataSource"/>: their statements run, over the connection that the target's TLS policy accepted.</summary>
public sealed class ObjectMapperTests(TestServers servers) : PostgresTests(servers)
{
    public sealed class Film
    {
        public int Id { get; set; }

        public required string Title { get; set; }

        public string[] Tags { get; set; } = [];
    }

    sealed class Films(DbContextOptions options) : DbContext(options)
    {
        public DbSet<Film> All => Set<Film>();

        protected override void OnModelCreating(ModelBuilder modelBuilder) =>
            modelBuilder.Entity<Film>(film =>
            {
                film.ToTable("mapped_film");
                film.Property(one => one.Id).HasColumnName("id");
                film.Property(one => one.Title).HasColumnName("title");
                film.Property(one => one.Tags).HasColumnName("tags");
            });
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Entity_framework_core(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        await TableAsync(engine, "mapped_film");
        var options = new DbContextOptionsBuilder().UseNpgsql(engine.DataSource).Options;
        await using (var films = new Films(options))
        {
            films.All.AddRange(new Film { Title = "Alpha", Tags = ["a", "b"] }, new Film { Title = "Beta" });
            Assert.Equal(2, await films.SaveChangesAsync(Token));
            await using var transaction = await films.Database.BeginTransactionAsync(Token);
            films.All.Add(new() { Title = "Gamma" });
            await films.SaveChangesAsync(Token);
            await transaction.RollbackAsync(Token);
        }

        await using (var films = new Films(options))
        {
            var title = "Alpha";
            var found = await films.All.SingleAsync(film => film.Title == title && film.Tags.Contains("b"), Token);
            found.Title = "Omega";
            await films.SaveChangesAsync(Token);
            Assert.Equal(["Beta", "Omega"], await films.All.Select(film => film.Title).Order().ToArrayAsync(Token));
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Linq_to_db(PostgresRelease release)
    {
        await using var engine = await EngineAsync(release);
        var table = Backend.NewTable();
        await TableAsync(engine, table);
        var provider = PostgreSQLTools.GetDataProvider(PostgreSQLVersion.v15);
        await using var database = new DataConnection(
            new DataOptions().UseConnectionFactory(provider, _ => engine.DataSource.CreateConnection())
        );
        var films = database.GetTable<LinqFilm>().TableName(table);

        await films.InsertAsync(() => new LinqFilm { Title = "Alpha" }, Token);
        await films.InsertAsync(() => new LinqFilm { Title = "Beta" }, Token);
        await films.Where(film => film.Title == "Beta").Set(film => film.Title, "Gamma").UpdateAsync(Token);

        Assert.Equal(
            ["Alpha", "Gamma"],
            await LinqToDB.Async.AsyncExtensions.ToListAsync(films.OrderBy(film => film.Title).Select(film => film.Title), Token)
        );
    }

    [LinqToDB.Mapping.Table]
    sealed class LinqFilm
    {
        [LinqToDB.Mapping.Column("id"), LinqToDB.Mapping.Identity, LinqToDB.Mapping.PrimaryKey]
        public int Id { get; set; }

        [LinqToDB.Mapping.Column("title")]
        public string Title { get; set; } = "";
    }

    [Fact]
    public async Task The_policy_is_in_force_for_them()
    {
        var server = await ServerAsync(PostgresRelease.V15);
        await using var engine = Engine.Create(
            TargetOf(
                server,
                PostgresUsers.Scram,
                $"password='{PostgresUsers.Password}' sslmode=verify-full sslrootcert={Pki.Authority(CertificateIssuer.Other)}"
            )
        );
        await using var films = new Films(new DbContextOptionsBuilder().UseNpgsql(engine.DataSource).Options);

        var failure = await Assert.ThrowsAnyAsync<Exception>(() => films.All.CountAsync(Token));

        while (failure is not DatabaseException)
        {
            failure = failure.InnerException!;
        }

        Assert.Equal(ErrorKind.Tls, ((DatabaseException)failure).Kind);
    }

    static Task<int> TableAsync(Engine engine, string table) =>
        engine.ExecuteAsync(
            "create table "
                + table
                + " (id int generated always as identity primary key, title text not null, tags text[] not null default '{}')",
            Token
        );

    async Task<Engine> EngineAsync(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        return Engine.Create(
            TargetOf(server, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=verify-full sslrootcert={Pki.Root}")
        );
    }
}
