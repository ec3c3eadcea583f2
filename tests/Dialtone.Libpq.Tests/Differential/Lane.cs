using System.Net;
using System.Net.Sockets;
using Dialtone.Compliance.Tests.Postgres;
using Dialtone.Errors;
using Dialtone.Libpq.Tests.Oracle;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;
using Npgsql;

namespace Dialtone.Libpq.Tests.Differential;

/// <summary>The peers of one server version and the clients that are compared there, one case at a time.</summary>
sealed class Lane : IAsyncDisposable
{
    readonly PostgresServer primary;
    readonly PostgresServer standby;
    readonly FaultProxy primaryProxy;
    readonly FaultProxy standbyProxy;
    readonly FakeServer starting = FakeServer.Start(FakePostgres.Refuse("57P03", "the database system is starting up"));
    readonly FakeServer full = FakeServer.Start(FakePostgres.Refuse("53300", "sorry, too many clients already"));
    readonly LibpqWorker libpq18 = LibpqWorker.Start(PostgresRelease.V18);
    readonly LibpqWorker libpq15 = LibpqWorker.Start(PostgresRelease.V15);
    readonly Socket dead = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
    ServerCertificate presented = ServerCertificate.Good;

    Lane(PostgresServer primary, PostgresServer standby)
    {
        (this.primary, this.standby) = (primary, standby);
        (primaryProxy, standbyProxy) = (FaultProxy.Start(primary.Port), FaultProxy.Start(standby.Port));
        // Bound without listening: nobody else gets the port.
        dead.Bind(new IPEndPoint(IPAddress.Loopback, LoopbackPort.Free()));
        var deadPort = ((IPEndPoint)dead.LocalEndPoint!).Port;
        Ports = new(primaryProxy.Port, standbyProxy.Port, starting.Port, full.Port, deadPort, primary.SocketFolder, primary.Port);
    }

    public CasePorts Ports { get; }

    public static async Task<Lane> StartAsync(PostgresRelease release, Pki pki, CancellationToken cancellationToken)
    {
        var primary = PostgresServer.StartAsync(release, pki, cancellationToken: cancellationToken);
        var standby = PostgresServer.StartAsync(release, pki, new() { IsStandby = true }, cancellationToken);
        return new(await primary, await standby);
    }

    /// <summary>Has the primary present what the case wants.</summary>
    public async Task PresentAsync(ServerCertificate certificate, CancellationToken cancellationToken)
    {
        if (certificate == presented)
            return;
        await primary.UseCertificateAsync(certificate, cancellationToken);
        presented = certificate;
    }

    public async Task<Verdict> AskLibpqAsync(PostgresRelease version, DifferentialCase one, CancellationToken cancellationToken)
    {
        var before = await ConnectionsAsync(cancellationToken);
        var worker = version == PostgresRelease.V18 ? libpq18 : libpq15;
        var answer = await worker.AskAsync(new(one.Target, one.Environment, Verdict.Question), cancellationToken);
        return new(answer.Row, Verdict.ReadProblems(answer.Error), await SinceAsync(before, cancellationToken));
    }

    public async Task<Verdict> AskDialtoneAsync(DifferentialCase one, CancellationToken cancellationToken)
    {
        var before = await ConnectionsAsync(cancellationToken);
        var verdict = await ConnectAsync(one, cancellationToken);
        return verdict with { Connections = await SinceAsync(before, cancellationToken) };
    }

    static async Task<Verdict> ConnectAsync(DifferentialCase one, CancellationToken cancellationToken)
    {
        try
        {
            await using var connector = TestConnector.Create(one.Target, one.Environment, one.Environment["HOME"]);
            await using var connection = await connector.OpenAsync(cancellationToken);
            await using var command = new NpgsqlCommand(Verdict.Question, connection) { AllResultTypesAreUnknown = true };
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            await reader.ReadAsync(cancellationToken);
            return new(
                [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)],
                [.. connector.Notices.Select(notice => notice.Text), connector.TlsFilesProblem ?? ""],
                ""
            );
        }
        catch (DatabaseException failure)
        {
            foreach (var secret in new[] { PostgresUsers.Password, Pki.KeyPassword, "tell nobody" })
                Assert.DoesNotContain(secret, failure.ToString(), StringComparison.Ordinal);
            return new(null, [failure.Failure.What, .. failure.Failure.Attempts.Select(attempt => attempt.Problem)], "");
        }
    }

    public async ValueTask DisposeAsync()
    {
        libpq18.Dispose();
        libpq15.Dispose();
        dead.Dispose();
        await starting.DisposeAsync();
        await full.DisposeAsync();
        await primaryProxy.DisposeAsync();
        await standbyProxy.DisposeAsync();
        await primary.DisposeAsync();
        await standby.DisposeAsync();
    }

    async Task<int[]> ConnectionsAsync(CancellationToken cancellationToken) =>
        [
            await primaryProxy.CountConnectionsAsync(cancellationToken),
            await standbyProxy.CountConnectionsAsync(cancellationToken),
            starting.Connections.Count,
            full.Connections.Count,
        ];

    async Task<string> SinceAsync(int[] before, CancellationToken cancellationToken)
    {
        var after = await ConnectionsAsync(cancellationToken);
        // The counting itself connects to the first two.
        return $"{after[0] - before[0] - 1} primary {after[1] - before[1] - 1} standby {after[2] - before[2]} starting {after[3] - before[3]} full";
    }
}
