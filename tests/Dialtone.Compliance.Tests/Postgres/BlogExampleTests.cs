using System.Data.Common;
using Dapper;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>The example of the design and the README, against a server that demands a client certificate.</summary>
public sealed class BlogExampleTests(TestServers servers) : PostgresTests(servers)
{
    enum Rating
    {
        G,
        Pg,
        Pg13,
    }

    sealed record Film(int Id, string Name, Rating Rating);

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Runs(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var schema = $"blog_{Guid.NewGuid():N}";
        await server.ExecuteAsync(
            $"""
            create schema {schema} authorization {PostgresUsers.CertificateAndPassword};
            create type {schema}.rating as enum ('g', 'pg', 'pg13');
            create table {schema}.film (id int primary key, name text not null, rating {schema}.rating not null);
            insert into {schema}.film values (1, 'The Dial Tone', 'pg'), (2, 'Off the Hook', 'g'), (3, 'Wrong Number', 'pg');
            alter table {schema}.film owner to {PostgresUsers.CertificateAndPassword};
            """,
            Token
        );
        var password = Uri.EscapeDataString(PostgresUsers.Password);
        var client = Pki.Client(PostgresUsers.CertificateAndPassword);

        await using var engine = Engine.Create(
            $"postgresql+psycopg2://{PostgresUsers.CertificateAndPassword}:{password}@localhost:{server.Port}/postgres",
            new ConnectArgs
            {
                ["sslmode"] = "require",
                ["sslcert"] = client.Certificate,
                ["sslkey"] = client.Key,
                ["sslrootcert"] = Pki.Root,
                ["options"] = $"-c search_path={schema}",
            }
        );

        var rating = "pg";
        List<string> names = [];
        await foreach (var row in engine.QueryAsync($"select id, name from film where rating = {rating} order by id", Token))
        {
            names.Add($"{row["id"]} {row.Get<string>(1)}");
        }
        Assert.Equal(["1 The Dial Tone", "3 Wrong Number"], names);

        int[] ids = [2, 3];
        List<Film> films = await engine
            .QueryAsync<Film>("select * from film where id = any(:ids) order by id", new { ids }, Token)
            .ToListAsync(Token);
        Assert.Equal([new(2, "Off the Hook", Rating.G), new(3, "Wrong Number", Rating.Pg)], films);

        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            Assert.Equal(1, await transaction.ExecuteAsync($"update film set name = {"Busy"} where id = {1}", Token));
            await transaction.CommitAsync(Token);
        }
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ExecuteAsync("delete from film", Token);
        }
        Assert.Equal("Busy", await engine.ScalarAsync<string>("select name from film where id = 1", Token));

        DbDataSource plain = engine.DataSource;
        await using var connection = await plain.OpenConnectionAsync(Token);
        var found = await connection.QueryAsync<(int, string)>("select id, name from film where id > @id order by id", new { id = 1 });
        Assert.Equal([(2, "Off the Hook"), (3, "Wrong Number")], found);

        var session = "select version is not null, client_dn from pg_stat_ssl where pid = pg_backend_pid()";
        var (encrypted, client_dn) = await engine.QueryAsync<(bool, string)>(session, Token).SingleAsync(Token);
        Assert.Equal((true, $"/CN={PostgresUsers.CertificateAndPassword}"), (encrypted, client_dn));
    }
}
