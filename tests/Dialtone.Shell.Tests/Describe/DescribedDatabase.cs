using System.Globalization;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Shell.Tests.Describe;

/// <summary>A database with the film shop and with one of everything that psql describes, on a server where nobody else changes anything.</summary>
[CollectionDefinition(Name)]
public sealed class DescribedDatabase(TestServers servers) : ICollectionFixture<DescribedDatabase>, IAsyncDisposable
{
    /// <summary>The database, and the collection of the tests that share it.</summary>
    public const string Name = "described";

    readonly Dictionary<PostgresRelease, Task<PostgresServer>> loaded = [];
    readonly Lock gate = new();

    /// <summary>Texts that belong to the tests.</summary>
    public static string File(string name) => Path.Combine(AppContext.BaseDirectory, "Describe", name);

    /// <summary>The server, the database loaded.</summary>
    public Task<PostgresServer> LoadAsync(PostgresRelease release)
    {
        lock (gate)
        {
            return loaded.TryGetValue(release, out var task) ? task : loaded[release] = StartAsync(release);
        }
    }

    /// <summary>A target for the database.</summary>
    public static string Target(PostgresServer server) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"host={server.SocketFolder} port={server.Port} user={PostgresServer.SuperUser} dbname={Name} application_name=psql"
        );

    /// <summary>What psql prints for a script.</summary>
    public static Task<Servers.Processes.CommandResult> PsqlAsync(
        PostgresServer server,
        string script,
        CancellationToken cancellationToken
    ) => new Psql { Input = script }.RunAsync(["-X", "-d", Target(server)], cancellationToken);

    public async ValueTask DisposeAsync()
    {
        foreach (var server in loaded.Values.Where(server => server.IsCompletedSuccessfully))
        {
            await (await server).DisposeAsync();
        }
    }

    async Task<PostgresServer> StartAsync(PostgresRelease release)
    {
        var server = await PostgresServer.StartAsync(release, servers.Pki);
        await server.ExecuteAsync($"create database {Name}");
        foreach (var script in (string[])["shop.sql", "everything.sql"])
        {
            var text = await System.IO.File.ReadAllTextAsync(File(script));
            var result = await new Psql { Input = text }.RunAsync(["-X", "-q", "-v", "ON_ERROR_STOP=1", "-d", Target(server)]);
            Assert.True(result.Succeeded, result.Error);
        }

        return server;
    }
}
