using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Faults;
using Dialtone.Servers.MariaDb;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>Each way in which a connect can fail has its own words.</summary>
public sealed class ConnectErrorTests(TestServers servers)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_wrong_password()
    {
        var server = await StartedAsync();

        var exception = await FailAsync($"mysql://{MariaDbUsers.Plain}:not-the-password@localhost:{server.Port}/{MariaDbServer.Database}");

        Assert.Equal((ErrorStage.Authentication, ErrorKind.Authentication, "28000"), (exception.Stage, exception.Kind, exception.SqlState));
        Assert.Equal(1045, exception.Failure.Server?.Number);
        Assert.Contains("the password came from the target", exception.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("not-the-password", exception.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_database_that_does_not_exist()
    {
        var server = await StartedAsync();
        await server.ExecuteAsync(
            $"create or replace user manager identified by '{MariaDbUsers.Password}'; grant all on *.* to manager",
            Token
        );

        var exception = await FailAsync($"mysql://localhost:{server.Port}/missing?user=manager");

        Assert.Equal((ErrorStage.Session, ErrorKind.Configuration), (exception.Stage, exception.Kind));
        Assert.Equal(1049, exception.Failure.Server?.Number);
    }

    [Fact]
    public async Task A_server_that_demands_TLS()
    {
        var server = await StartedAsync();

        var exception = await FailAsync(
            $"mysql://localhost:{server.Port}/{MariaDbServer.Database}?user={MariaDbUsers.App}&ssl_mode=DISABLED"
        );

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Contains("ssl_mode=REQUIRED", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_says_that_it_demands_TLS()
    {
        await using var server = FakeServer.Start(FakeMySql.Refuse(3159, "HY000", "Connections using insecure transport are prohibited"));

        var exception = await FailAsync($"mysql://localhost:{server.Port}/film?ssl_mode=DISABLED");

        Assert.Equal((ErrorStage.Tls, ErrorKind.Tls), (exception.Stage, exception.Kind));
    }

    [Fact]
    public async Task A_server_without_room()
    {
        await using var server = FakeServer.Start(FakeMySql.Refuse(1040, "08004", "Too many connections"));

        var exception = await FailAsync($"mysql://localhost:{server.Port}/film");

        Assert.Equal((ErrorStage.Session, ErrorKind.Resources), (exception.Stage, exception.Kind));
        Assert.True(exception.IsTransient);
    }

    [Fact]
    public async Task A_port_where_nobody_listens()
    {
        var exception = await FailAsync($"mysql://localhost:{LoopbackPort.Free()}/film");

        Assert.Equal((ErrorStage.Connect, ErrorKind.Unreachable), (exception.Stage, exception.Kind));
        Assert.Contains("refused", exception.Message, StringComparison.Ordinal);
        Assert.Contains("localhost", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_name_without_an_address()
    {
        var exception = await FailAsync("mysql://no-such-host.invalid/film");

        Assert.Equal((ErrorStage.NameResolution, ErrorKind.Unreachable), (exception.Stage, exception.Kind));
    }

    [Fact]
    public async Task A_server_that_never_answers()
    {
        await using var server = FakeServer.Start((connection, cancellationToken) => connection.HangAsync(cancellationToken));

        var exception = await FailAsync($"mysql://localhost:{server.Port}/film?connect_timeout=1");

        Assert.Equal((ErrorStage.Connect, ErrorKind.Timeout), (exception.Stage, exception.Kind));
        Assert.Contains("connect_timeout=1", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_closes()
    {
        await using var server = FakeServer.Start((_, _) => Task.CompletedTask);

        var exception = await FailAsync($"mysql://localhost:{server.Port}/film");

        Assert.Equal(ErrorKind.Disconnected, exception.Kind);
    }

    [Fact]
    public async Task The_next_host_is_tried_when_one_cannot_be_reached()
    {
        var server = await StartedAsync();
        await using var engine = Create(
            $"mysql://{MariaDbUsers.Plain}@/{MariaDbServer.Database}?host=localhost,localhost&port={LoopbackPort.Free()},{server.Port}"
        );

        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    [Fact]
    public async Task The_next_host_is_not_tried_when_one_refuses()
    {
        var server = await StartedAsync();
        await using var refusing = FakeServer.Start(FakeMySql.Refuse(1045, "28000", "Access denied"));

        var exception = await FailAsync(
            $"mysql://{MariaDbUsers.Plain}@/{MariaDbServer.Database}?host=localhost,localhost&port={refusing.Port},{server.Port}"
        );

        Assert.Equal(ErrorKind.Authentication, exception.Kind);
        Assert.Single(exception.Failure.Attempts);
    }

    [Fact]
    public async Task A_session_that_is_cut_is_disconnected()
    {
        var server = await StartedAsync();
        await using var proxy = FaultProxy.Start(server.Port);
        await using var engine = Create($"mysql://{MariaDbUsers.Plain}@localhost:{proxy.Port}/{MariaDbServer.Database}");
        await using var connection = await engine.ConnectAsync(Token);
        var running = connection.ScalarAsync<int>("select sleep(600)", Token);

        proxy.CutNow();

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => running);
        Assert.Equal((ErrorKind.Disconnected, true), (exception.Kind, exception.IsTransient));
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    [Fact]
    public async Task A_session_that_is_killed_is_disconnected()
    {
        var server = await StartedAsync();
        await using var engine = Create($"mysql://{MariaDbUsers.Plain}@localhost:{server.Port}/{MariaDbServer.Database}");
        await using var connection = await engine.ConnectAsync(Token);
        var id = await connection.ScalarAsync<long>("select connection_id()", Token);

        await server.ExecuteAsync($"kill {id}", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => connection.ScalarAsync<int>("select 1", Token));
        Assert.Equal(ErrorKind.Disconnected, exception.Kind);
    }

    async Task<MariaDbServer> StartedAsync()
    {
        var requirement = ServerAvailability.Require(ServerAvailability.MariaDb);
        Assert.SkipUnless(requirement.IsMet, requirement.Reason);
        return await servers.MariaDbAsync();
    }

    // A password in the URL wins.
    static Engine Create(string target) =>
        Engine.Create(target, target.Contains("not-the-password") ? null : new() { ["password"] = MariaDbUsers.Password });

    static async Task<DatabaseException> FailAsync(string target)
    {
        await using var engine = Create(target);
        return await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select 1", Token));
    }
}
