using System.Diagnostics;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;
using Microsoft.Extensions.Time.Testing;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Lists of hosts: when the next one is tried and when not, and what kind of session will do.</summary>
public sealed class HostListTests(TestServers servers) : PostgresTests(servers)
{
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Goes_on(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var starting = FakeServer.Start(FakePostgres.Refuse("57P03", "the database system is starting up"));
        await using var silent = FakeServer.Start((connection, cancellationToken) => connection.HangAsync(cancellationToken));
        (string Host, int Port, string More)[] cases =
        [
            ("127.0.0.1", LoopbackPort.Free(), ""),
            ("nowhere.invalid", 5432, ""),
            ("127.0.0.1", 70000, ""),
            ("127.0.0.1", starting.Port, "sslmode=disable"),
            ("127.0.0.1", silent.Port, "connect_timeout=1"),
            ("/nowhere", 5432, ""),
        ];
        foreach (var (host, port, more) in cases)
        {
            await using var connector = TestConnector.Create(
                $"host={host},127.0.0.1 port={port},{server.Port} dbname=postgres user={PostgresUsers.Trusted} {more}"
            );
            Assert.Equal($"{server.Port}", await connector.AskAsync("select inet_server_port()", Token));
        }
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Stops(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var full = FakeServer.Start(FakePostgres.Refuse("53300", "sorry, too many clients already"));
        await using var closing = FakeServer.Start(FakePostgres.AnswerFirstRequest(""u8, thenClose: true));
        await using var failing = FakeServer.Start(FakePostgres.AnswerFirstRequest("EFATAL"u8, thenClose: true));
        await using var http = FakeServer.Start(FakePostgres.Http);
        await using var stranger = FakeServer.Start(FakePostgres.AskForPassword(Pki.Server(ServerCertificate.UnknownAuthority)));
        (int Port, string More, string Expected)[] cases =
        [
            (full.Port, "sslmode=disable", "FATAL:  sorry, too many clients already"),
            (closing.Port, "sslmode=require", "server closed the connection unexpectedly"),
            (failing.Port, "", "server sent an error response during SSL exchange"),
            (http.Port, "", "received invalid response to SSL negotiation: H"),
            (stranger.Port, $"sslmode=require sslrootcert={Pki.Root}", "certificate verify failed"),
            (server.Port, "dbname=nosuch", "database \"nosuch\" does not exist"),
            (server.Port, $"user={PostgresUsers.Scram} password='{WrongPassword}'", "password authentication failed"),
        ];
        await using var never = FakeServer.Start((connection, cancellationToken) => connection.HangAsync(cancellationToken));
        foreach (var (port, more, expected) in cases)
        {
            var failure = await RefusalAsync(
                $"host=localhost,localhost hostaddr=127.0.0.1,127.0.0.1 port={port},{never.Port} dbname=postgres user={PostgresUsers.Trusted} {more}"
            );
            Assert.Contains(expected, failure.Failure.What, StringComparison.Ordinal);
        }
        Assert.Empty(never.Connections);
    }

    [Fact]
    public async Task Lists_every_attempt()
    {
        var (first, second) = (LoopbackPort.Free(), LoopbackPort.Free());

        var failure = await RefusalAsync($"host=127.0.0.1,nowhere.invalid,::1 port={first},1,{second} user=foo");

        Assert.Equal(ErrorKind.Unreachable, failure.Kind);
        Assert.Collection(
            failure.Failure.Attempts,
            attempt => Assert.Equal($"server at \"127.0.0.1\", port {first}", attempt.Where),
            attempt => Assert.Contains("could not translate host name \"nowhere.invalid\"", attempt.Problem, StringComparison.Ordinal),
            attempt => Assert.Equal($"server at \"::1\", port {second}", attempt.Where)
        );
    }

    /// <summary>Two real servers, of which one is read-only by its settings.</summary>
    [Fact]
    public async Task Read_only_and_read_write()
    {
        var (old, current) = (await ServerAsync(PostgresRelease.V15), await ServerAsync(PostgresRelease.V18));
        await old.ExecuteAsync("drop database if exists place", Token);
        await old.ExecuteAsync("create database place", Token);
        await old.ExecuteAsync("alter database place set default_transaction_read_only = on", Token);
        await current.ExecuteAsync("drop database if exists place", Token);
        await current.ExecuteAsync("create database place", Token);

        Assert.Equal(current.Port, await PortAsync("read-write", old.Port, current.Port));
        Assert.Equal(old.Port, await PortAsync("read-only", current.Port, old.Port));
        Assert.Equal(old.Port, await PortAsync("any", old.Port, current.Port));
        Assert.Equal(old.Port, await PortAsync("primary", old.Port, current.Port));
        Assert.Equal(old.Port, await PortAsync("prefer-standby", old.Port, current.Port));

        (string Attributes, int Port, string What)[] refused =
        [
            ("read-write", old.Port, "session is read-only"),
            ("read-only", current.Port, "session is not read-only"),
            ("standby", current.Port, "server is not in hot standby mode"),
        ];
        foreach (var (attributes, port, what) in refused)
        {
            var failure = await RefusalAsync(TargetOf(port, PostgresUsers.Trusted, $"dbname=place target_session_attrs={attributes}"));
            AssertFailure(failure, ErrorStage.Session, ErrorKind.Failover, what);
            Assert.Equal($"target_session_attrs={attributes} (the target)", failure.Failure.Origin);
            Assert.True(failure.IsTransient);
        }

        async Task<int> PortAsync(string attributes, params int[] ports)
        {
            await using var connector = TestConnector.Create(
                $"host=127.0.0.1,127.0.0.1 port={string.Join(',', ports)} dbname=place user={PostgresUsers.Trusted} target_session_attrs={attributes}"
            );
            return int.Parse((await connector.AskAsync("select inet_server_port()", Token))!, null);
        }
    }

    /// <summary>Standbys as a server reports them; every pair of servers gives the one that libpq takes.</summary>
    [Theory]
    [InlineData("primary", 2)]
    [InlineData("standby", 1)]
    [InlineData("prefer-standby", 1)]
    [InlineData("read-write", 2)]
    [InlineData("read-only", 1)]
    [InlineData("any", 1)]
    public async Task Primary_and_standby(string attributes, int expected)
    {
        await using var standby = FakeServer.Start(
            FakeSession.Reporting(null, ("in_hot_standby", "on"), ("default_transaction_read_only", "off"))
        );
        await using var primary = FakeServer.Start(
            FakeSession.Reporting(null, ("in_hot_standby", "off"), ("default_transaction_read_only", "off"))
        );
        await using var connector = TestConnector.Create(
            $"host=127.0.0.1,127.0.0.1 port={standby.Port},{primary.Port} user=foo sslmode=disable target_session_attrs={attributes}"
        );

        await using var connection = await connector.OpenAsync(Token);

        Assert.Equal(expected == 1 ? standby.Port : primary.Port, connection.Port);
    }

    /// <summary>A pooled connection is asked again each time: its server may have changed its role.</summary>
    [Fact]
    public async Task Judges_pooled_connections_too()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        await server.ExecuteAsync("drop database if exists changing", Token);
        await server.ExecuteAsync("create database changing", Token);
        await using var engine = Engine.Create(
            TargetOf(server, PostgresUsers.Trusted, "dbname=changing target_session_attrs=read-write"),
            options: new()
            {
                PoolSize = 1,
                PoolOverflow = 0,
                HealthCheckAfter = TimeSpan.Zero,
            }
        );

        await engine.ScalarAsync<string>("select set_config('default_transaction_read_only', 'on', false)", Token);
        await using (var connection = await engine.ConnectAsync(Token))
        {
            // Giving a connection back resets its settings, so this one will do again.
            Assert.Equal("changing", connection.Driver.Database);
        }
        await server.ExecuteAsync("alter database changing set default_transaction_read_only = on", Token);
        await using var another = TestConnector.Create(
            TargetOf(server, PostgresUsers.Trusted, "dbname=changing target_session_attrs=read-write")
        );
        AssertFailure(await RefusalAsync(() => another.OpenAsync(Token)), ErrorStage.Session, ErrorKind.Failover, "session is read-only");
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Load_balancing_reaches_every_host(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var first = FaultProxy.Start(server.Port);
        await using var second = FaultProxy.Start(server.Port);
        await using var connector = TestConnector.Create(
            $"host=127.0.0.1,127.0.0.1 port={first.Port},{second.Port} dbname=postgres user={PostgresUsers.Trusted} sslmode=disable load_balance_hosts=random"
        );

        for (var count = 0; first.Connections.Count == 0 || second.Connections.Count == 0; count++)
        {
            Assert.True(count < 60, "One host was never chosen.");
            await using var connection = await connector.OpenAsync(Token);
        }
    }

    /// <summary>The limit is each address's own, and one for everything that is tried there.</summary>
    [Fact]
    public async Task Time_limit_is_per_address()
    {
        await using var silent = FakeServer.Start((connection, cancellationToken) => connection.HangAsync(cancellationToken));
        var time = new FakeTimeProvider();
        await using var connector = TestConnector.Create(
            $"host=127.0.0.1,127.0.0.1 port={silent.Port} user=foo connect_timeout=7",
            change: options => options with { Time = time }
        );

        var opening = connector.OpenAsync(Token);
        await WaitForAsync(silent, 1);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(opening.IsCompleted);
        Assert.Single(silent.Connections);
        time.Advance(TimeSpan.FromSeconds(1));
        await WaitForAsync(silent, 2);
        time.Advance(TimeSpan.FromSeconds(6));
        Assert.False(opening.IsCompleted);
        time.Advance(TimeSpan.FromSeconds(1));

        var failure = await RefusalAsync(() => opening);
        Assert.Equal(ErrorKind.Timeout, failure.Kind);
        Assert.Equal(2, failure.Failure.Attempts.Count);
        Assert.Equal(2, silent.Connections.Count);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Cancelling_ends_a_connect_at_once(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var proxy = FaultProxy.Start(server.Port);
        proxy.Hang();
        await using var connector = TestConnector.Create(TargetOf(proxy.Port, PostgresUsers.Trusted));
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var opening = connector.OpenAsync(cancelling.Token);
        await proxy.WaitForConnectionsAsync(1, Token);
        await cancelling.CancelAsync();

        var start = Stopwatch.GetTimestamp();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => opening);
        Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(10));
        Assert.Single(proxy.Connections);
    }

    static async Task WaitForAsync(FakeServer server, int count)
    {
        var start = Stopwatch.GetTimestamp();
        while (server.Connections.Count < count || server.Connections[count - 1].Wire.Count == 0)
        {
            Assert.True(
                Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20),
                $"{server.Connections.Count} clients instead of {count}"
            );
            await Task.Delay(5, Token);
        }
    }
}
