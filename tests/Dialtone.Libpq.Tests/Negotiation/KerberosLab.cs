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
    /// <summary>A user for each kind of rule; where Kerberos logs in, it is <see cref="KerberosRealm.User"/>.</summary>
    const string Rules = $"""
        host         all  anytrust   all trust
        hostgssenc   all  gsstrust   all trust
        hostnogssenc all  nogsstrust all trust
        hostssl      all  tlstrust   all trust
        hostnossl    all  plaintrust all trust
        host         all  anylogin   all gss map={KerberosRealm.Map}
        hostgssenc   all  gsslogin   all gss map={KerberosRealm.Map}
        hostnogssenc all  nogsslogin all gss map={KerberosRealm.Map}
        hostssl      all  tlslogin   all gss map={KerberosRealm.Map}
        hostnossl    all  plainlogin all gss map={KerberosRealm.Map}
        host         all  stranger   all gss
        hostgssenc   all  gssscram   all scram-sha-256

        """;

    readonly TemporaryFolder home = new();
    PostgresServer? server;
    KerberosRealm? realm;
    LibpqWorker? dialtone;
    LibpqWorker? libpq15;

    /// <summary>The users of <see cref="ServerAsync"/>.</summary>
    internal static IReadOnlyList<string> Users { get; } =
    [.. Rules.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)[2])];

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

    /// <summary>A PostgreSQL with TLS and GSSAPI that has a user for each kind of rule.</summary>
    public async Task<PostgresServer> ServerAsync(CancellationToken cancellationToken)
    {
        await RequireAsync(cancellationToken);
        var options = new PostgresOptions
        {
            HostBasedAuthentication = Rules,
            Setup =
                "set password_encryption = 'scram-sha-256'\n"
                + string.Concat(Users.Select(user => $"create role {user} login password '{PostgresUsers.Password}'\n")),
        };
        return server ??= await PostgresServer.StartAsync(PostgresRelease.V15, Pki, Realm.Serve(options), cancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await server.DisposeAsync();
        dialtone?.Dispose();
        libpq15?.Dispose();
        if (realm is not null)
            await realm.DisposeAsync();
        Pki.Dispose();
        home.Dispose();
    }
}
