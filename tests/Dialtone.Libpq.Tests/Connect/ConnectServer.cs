using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Libpq.Tests.Connect;

/// <summary>The PostgreSQL 18 that both clients connect to, one test at a time because its certificate changes.</summary>
[CollectionDefinition]
public sealed class ConnectServer : ICollectionFixture<ConnectServer>, IAsyncDisposable
{
    PostgresServer? server;
    ServerCertificate current = ServerCertificate.Good;

    public Pki Pki { get; } = new();

    /// <summary>The server, presenting this certificate; skips or fails the running test where it is missing.</summary>
    public async Task<PostgresServer> PresentingAsync(ServerCertificate certificate, CancellationToken cancellationToken)
    {
        var requirement = ServerAvailability.Require(ServerAvailability.Of(PostgresRelease.V18), ServerAvailability.Psql);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        server ??= await PostgresServer.StartAsync(PostgresRelease.V18, Pki, cancellationToken: cancellationToken);
        if (current != certificate)
        {
            await server.UseCertificateAsync(certificate, cancellationToken);
            current = certificate;
        }
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
        {
            await server.DisposeAsync();
        }
        Pki.Dispose();
    }
}
