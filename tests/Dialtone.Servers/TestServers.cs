using Dialtone.Servers.Certificates;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.PgBouncer;
using Dialtone.Servers.Postgres;

namespace Dialtone.Servers;

/// <summary>
/// The servers that the tests of one project share, each started when it is first asked for. Register it as an assembly fixture. A test that changes a
/// server (another certificate, other settings) starts its own.
/// </summary>
public sealed class TestServers : IAsyncDisposable
{
    readonly Lazy<Task<PostgresServer>> postgres15;
    readonly Lazy<Task<PostgresServer>> postgres18;
    readonly Lazy<Task<MariaDbServer>> mariaDb;
    readonly Lazy<Task<PgBouncerServer>> pgBouncer;

    public TestServers()
    {
        postgres15 = new(() => PostgresServer.StartAsync(PostgresRelease.V15, Pki));
        postgres18 = new(() => PostgresServer.StartAsync(PostgresRelease.V18, Pki));
        mariaDb = new(() => MariaDbServer.StartAsync(Pki));
        pgBouncer = new(async () => await PgBouncerServer.StartAsync(await postgres15.Value));
    }

    public Pki Pki { get; } = new();

    public Task<PostgresServer> PostgresAsync(PostgresRelease release) =>
        release == PostgresRelease.V18 ? postgres18.Value : postgres15.Value;

    public Task<MariaDbServer> MariaDbAsync() => mariaDb.Value;

    /// <summary>In front of PostgreSQL 15.</summary>
    public Task<PgBouncerServer> PgBouncerAsync() => pgBouncer.Value;

    public async ValueTask DisposeAsync()
    {
        await StopAsync(pgBouncer);
        await StopAsync(postgres15);
        await StopAsync(postgres18);
        await StopAsync(mariaDb);
        Pki.Dispose();
    }

    // A server that never started has said so to the test that asked for it.
    static async Task StopAsync<T>(Lazy<Task<T>> server)
        where T : IAsyncDisposable
    {
        if (server.IsValueCreated && server.Value.IsCompletedSuccessfully)
            await (await server.Value).DisposeAsync();
    }
}
