// Fresh TLS connection with a client certificate, SELECT 1, close: interleaved, medians. Usage: bench/connect [ROUNDS]
using System.Diagnostics;
using System.Security.Cryptography.X509Certificates;
using Dialtone;
using Dialtone.Connect;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;
using Npgsql;

var rounds = args is [var given] ? int.Parse(given, null) : 300;
using var pki = new Pki();
foreach (var release in Enum.GetValues<PostgresRelease>())
{
    if (PostgresInstallation.Find(release) is null)
    {
        Console.WriteLine($"{release}: not installed");
        continue;
    }

    await using var server = await PostgresServer.StartAsync(release, pki);
    await MeasureAsync(release, server);
}

async Task MeasureAsync(PostgresRelease release, PostgresServer server)
{
    const string user = PostgresUsers.Alice;
    var files = pki.Client(user);
    var target =
        $"host=localhost hostaddr=127.0.0.1 port={server.Port} dbname=postgres user={user} sslmode=verify-full "
        + $"sslrootcert={pki.Root} sslcert={files.Certificate} sslkey={files.Key}";
    using var root = X509CertificateLoader.LoadCertificateFromFile(pki.Root);
    using var certificate = X509Certificate2.CreateFromPemFile(files.Certificate, files.Key);
    var byHand = new HandWrittenClient(server.Port, user, root, certificate);
    await using var engine = Engine.Create(target, null, new() { Pooling = false });
    await using var plain = NpgsqlDataSource.Create(
        $"Host=localhost;Port={server.Port};Username={user};Database=postgres;SSL Mode=VerifyFull;Root Certificate={pki.Root};"
            + $"SSL Certificate={files.Certificate};SSL Key={files.Key};Pooling=false;GSS Encryption Mode=Disable"
    );
    List<(string Name, Func<Task> Run)> clients =
    [
        ("by hand, SslStream", byHand.RunAsync),
        ("Dialtone engine", async () => await engine.ScalarAsync<int>("SELECT 1")),
        (
            "plain Npgsql, kept data source",
            async () =>
            {
                await using var connection = await plain.OpenConnectionAsync();
                await using var command = new NpgsqlCommand("SELECT 1", connection);
                await command.ExecuteScalarAsync();
            }
        ),
    ];
    if (LibpqClient.IsInstalled)
    {
        clients.Add(("libpq", () => Task.Run(() => LibpqClient.Run(target))));
    }

    var times = clients.ToDictionary(client => client.Name, _ => new List<double>());
    for (var round = -20; round < rounds; round++)
    {
        // Another order each time, so that nobody always follows the same neighbour.
        foreach (var (name, run) in clients.OrderBy(_ => Random.Shared.Next()))
        {
            var start = Stopwatch.GetTimestamp();
            await run();
            if (round >= 0)
            {
                times[name].Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            }
        }
    }

    var limit = Median(times[clients[0].Name]);
    Console.WriteLine($"PostgreSQL {server.Installation.Major}, {rounds} rounds");
    foreach (var (name, _) in clients)
    {
        Console.WriteLine($"  {name, -32} median {Median(times[name]):0.00} ms  {Median(times[name]) / limit:0.00} of by hand");
    }
}

static double Median(List<double> times) => times.Order().ElementAt(times.Count / 2);
