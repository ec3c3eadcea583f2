using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Npgsql;

namespace Dialtone.Peers;

/// <summary>The clients, all connected to one server over verified TLS.</summary>
sealed class Peers : IAsyncDisposable
{
    public const int Items = 1000;

    Peers(string target, string settings)
    {
        Target = target;
        Engine = Engine.Create(target);
        Plain = NpgsqlDataSource.Create(settings);
        Prepared = NpgsqlDataSource.Create(settings + ";Max Auto Prepare=20");
        NoReset = NpgsqlDataSource.Create(settings + ";Max Auto Prepare=20;No Reset On Close=true");
    }

    public string Target { get; }

    public Engine Engine { get; }

    public NpgsqlDataSource Plain { get; }

    public NpgsqlDataSource Prepared { get; }

    public NpgsqlDataSource NoReset { get; }

    public static async Task<Peers> ConnectAsync(PostgresServer server, Pki pki)
    {
        const string user = PostgresUsers.Alice;
        var files = pki.Client(user);
        var peers = new Peers(
            $"postgresql://{user}@localhost:{server.Port}/postgres?hostaddr=127.0.0.1&sslmode=verify-full&sslrootcert={pki.Root}"
                + $"&sslcert={files.Certificate}&sslkey={files.Key}",
            $"Host=localhost;Port={server.Port};Username={user};Database=postgres;SSL Mode=VerifyFull;Root Certificate={pki.Root};"
                + $"SSL Certificate={files.Certificate};SSL Key={files.Key};GSS Encryption Mode=Disable;Maximum Pool Size=20"
        );
        await using var connection = await peers.Engine.ConnectAsync();
        await connection.ExecuteAsync("create unlogged table item (id int primary key, name text not null, price numeric(12,2) not null)");
        await connection.ExecuteAsync($"insert into item select n, 'item ' || n, n / 100.0 from generate_series(1, {Items}) n");
        await connection.ExecuteAsync(
            """
            create unlogged table wide (id int not null, big bigint not null, ratio float8, name text, at timestamptz not null, flag bool not null,
                price numeric(12,2) not null, code uuid not null)
            """
        );
        await connection.ExecuteAsync("create unlogged table sink (like wide)");
        await connection.ExecuteAsync(
            """
            insert into wide select n, n * 1000003::bigint, case when n % 10 > 0 then n / 7.0 end, case when n % 7 > 0 then 'name of ' || n end,
                timestamptz '2020-01-01' + n * interval '1 second', n % 2 = 0, n / 100.0, gen_random_uuid()
            from generate_series(1, 1000000) n
            """
        );
        await connection.ExecuteAsync("vacuum analyze item, wide");
        return peers;
    }

    public async ValueTask DisposeAsync()
    {
        await Engine.DisposeAsync();
        await Plain.DisposeAsync();
        await Prepared.DisposeAsync();
        await NoReset.DisposeAsync();
    }
}
