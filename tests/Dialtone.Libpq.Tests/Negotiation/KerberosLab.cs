using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Kerberos;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Negotiation;

/// <summary>A Kerberos realm, and the clients that are compared in it: processes of their own, because the environment of a process says who has a ticket.</summary>
[CollectionDefinition]
public sealed class KerberosLab : ICollectionFixture<KerberosLab>, IAsyncDisposable
{
    readonly TemporaryFolder home = new();
    KerberosRealm? realm;
    LibpqWorker? dialtone;
    LibpqWorker? libpq15;

    public Pki Pki { get; } = new();

    public KerberosRealm Realm => realm!;

    internal LibpqWorker Dialtone => dialtone ??= LibpqWorker.StartDialtone();

    /// <summary>Debian's libpq, which has GSSAPI; the libpq 18 at hand was built without.</summary>
    internal LibpqWorker Libpq15 => libpq15 ??= LibpqWorker.Start(PostgresRelease.V15);

    /// <summary>Opens the lab; skips or fails the running test where something is missing.</summary>
    public async Task RequireAsync(CancellationToken cancellationToken)
    {
        var requirement = ServerAvailability.Require(
            ServerAvailability.Of(PostgresRelease.V15),
            ServerAvailability.Of(PostgresRelease.V18),
            ServerAvailability.Psql,
            ServerAvailability.Kerberos
        );
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        realm ??= await KerberosRealm.StartAsync(cancellationToken);
    }

    /// <summary>The environment of a client.</summary>
    public Dictionary<string, string> Environment(bool hasTicket) =>
        new(hasTicket ? Realm.WithTicket : Realm.WithoutTicket) { ["HOME"] = home.Location };

    public async ValueTask DisposeAsync()
    {
        dialtone?.Dispose();
        libpq15?.Dispose();
        if (realm is not null)
            await realm.DisposeAsync();
        Pki.Dispose();
        home.Dispose();
    }
}
