using System.Globalization;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>As many connections as libpq makes, counted in the server's log: a wrong password is not tried more often than by psql.</summary>
public sealed class ConnectionCountTests(TestServers servers) : PostgresTests(servers)
{
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task As_many_as_libpq(PostgresRelease release)
    {
        Require(ServerAvailability.Of(release), ServerAvailability.Of(PostgresRelease.V18), ServerAvailability.Psql);
        await using var server = await PostgresServer.StartAsync(release, Pki, cancellationToken: Token);
        var other = Pki.Authority(CertificateIssuer.Other);
        string[] targets =
        [
            TargetOf(server, PostgresUsers.Scram, $"password='{WrongPassword}' sslmode=require"),
            TargetOf(server, PostgresUsers.Scram, $"password='{WrongPassword}' sslmode=prefer"),
            TargetOf(server, PostgresUsers.Scram, $"password='{WrongPassword}' sslmode=allow"),
            TargetOf(server, PostgresUsers.Scram, $"password='{WrongPassword}' sslmode=disable"),
            TargetOf(server, PostgresUsers.Scram),
            TargetOf(server, PostgresUsers.Trusted),
            TargetOf(server, PostgresUsers.Trusted, "sslmode=allow"),
            TargetOf(server, PostgresUsers.TlsOnly, "sslmode=allow"),
            TargetOf(server, PostgresUsers.PlainOnly),
            TargetOf(server, PostgresUsers.Alice),
            // Left out: after an unknown setting in options libpq tries again without application_name, which changes nothing.
            TargetOf(server, PostgresUsers.Trusted, "dbname=nosuch"),
            TargetOf(server, PostgresUsers.Trusted, $"sslmode=verify-full sslrootcert={other}"),
            TargetOf(server, PostgresUsers.Trusted, $"sslrootcert={other}"),
            TargetOf(server, PostgresUsers.Trusted, "require_auth=scram-sha-256"),
            TargetOf(server, PostgresUsers.Md5, $"password='{PostgresUsers.Password}' require_auth=scram-sha-256"),
            TargetOf(server, PostgresUsers.ClearText, $"password='{PostgresUsers.Password}' channel_binding=require"),
            TargetOf(server, PostgresUsers.Alice, With(Pki.Client(ClientCertificate.UnknownAuthority))),
            TargetOf(server, PostgresUsers.Alice, $"ssl_max_protocol_version=TLSv1.2 {With(Pki.Client(ClientCertificate.Expired))}"),
        ];
        var differences = new List<string>();
        foreach (var target in targets)
        {
            var expected = await CountAsync(() => new Psql { WithLibpq18 = true }.QueryAsync(target, "select 1", Token));
            var found = await CountAsync(async () =>
            {
                await using var connector = TestConnector.Create(target);
                try
                {
                    await connector.AskAsync("select 1", Token);
                }
                catch (DatabaseException failure)
                {
                    KeepsSecrets(failure);
                }
            });
            if (found != expected)
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{expected} by libpq, {found} by Dialtone: {target}"));
            }
        }
        Assert.True(differences.Count == 0, string.Join('\n', differences));

        async Task<int> CountAsync(Func<Task> connect)
        {
            var before = server.ConnectionCount;
            await connect();
            // A connection of the superuser comes after all others in the log.
            await server.ExecuteAsync("select 1", Token);
            return server.ConnectionCount - before - 1;
        }
    }
}
