using System.Diagnostics;
using System.Text;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.MySql;

/// <summary>Whatever listens on the port: a clear error within the limit, without the password and without memory without end.</summary>
[Collection(Servers.RunsAlone.Name)]
public sealed class HostileServerTests(TestServers servers)
{
    const string Secret = "tell-nobody";

    // Garbage that nobody has collected yet counts too: the driver takes packets of 16 MB.
    const long MostMemory = 1000L << 20;

    static readonly TimeSpan InTime = TimeSpan.FromSeconds(15);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\nConnection: close\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("E\0\0\0\u0010SFATAL\0C08P01\0")]
    [InlineData("\u0001\u0002\u0003")]
    [InlineData("\0\0\0\0")]
    [InlineData("\u0005\0\0\0\n8.0")]
    [InlineData("\u0001\0\0\0\u0009")]
    [InlineData("\u0003\0\0\u0007\u00ff\u0010\u0004")]
    public async Task Something_else_on_the_port(string greeting)
    {
        foreach (var thenHangs in new[] { false, true })
        {
            await using var server = FakeServer.Start(
                async (connection, cancellationToken) =>
                {
                    await connection.SendAsync(Encoding.Latin1.GetBytes(greeting), cancellationToken);
                    if (thenHangs)
                    {
                        await connection.HangAsync(cancellationToken);
                    }
                }
            );

            var failure = await FailAsync(server, "PREFERRED");

            Assert.True(failure.Stage is ErrorStage.Connect or ErrorStage.Session or ErrorStage.Authentication, $"{failure}");
            // The last one is a server's error of old, in its own words.
            Assert.True((failure.Failure.Fix ?? failure.Failure.Server?.Message) is not null, $"{failure}");
            Assert.False(server.WasTold(Secret));
        }
    }

    [Fact]
    public async Task Postgres_on_the_port()
    {
        // PostgreSQL waits for the client, as MySQL's client waits for the server.
        await using var server = FakeServer.Start(FakePostgres.AskForPassword());

        var failure = await FailAsync(server, "PREFERRED");

        Assert.Equal((ErrorStage.Connect, ErrorKind.Timeout), (failure.Stage, failure.Kind));
    }

    [Theory]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 0, 10 })]
    [InlineData(new byte[] { 0xff, 0xff, 0x7f, 0, 0xff, 1, 1 })]
    public async Task A_greeting_without_end(byte[] head)
    {
        await using var server = FakeServer.Start((connection, cancellationToken) => Flood.SendAsync(connection, head, cancellationToken));

        await FailAsync(server, "REQUIRED");
    }

    /// <summary>Before TLS anybody could have said it, so a target that verifies does not take it for the server's.</summary>
    [Theory]
    [InlineData("VERIFY_CA")]
    [InlineData("VERIFY_IDENTITY")]
    public async Task Errors_from_before_tls_are_not_the_servers(string mode)
    {
        await using var server = FakeServer.Start(FakeMySql.Refuse(1040, "08004", "send your password to evil.example"));

        var failure = await FailAsync(server, mode);

        Assert.DoesNotContain("evil", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(failure.Failure.Server);
        Assert.Contains("before TLS", failure.Failure.What, StringComparison.Ordinal);
    }

    /// <summary>In a verified connection it is the server's.</summary>
    [Fact]
    public async Task Errors_inside_tls_are_the_servers()
    {
        await using var server = FakeServer.Start(FakeMySql.AskForPassword(servers.Pki.Server(ServerCertificate.Good)));

        var failure = await FailAsync(server, "VERIFY_IDENTITY");

        Assert.Equal(1045, failure.Failure.Server?.Number);
    }

    /// <summary>A server that lets one in and then answers a statement with nonsense.</summary>
    [Theory]
    [InlineData(new byte[0])]
    [InlineData(new byte[] { 1, 2, 3 })]
    [InlineData(new byte[] { 0, 0, 0, 1 })]
    [InlineData(new byte[] { 1, 0, 0, 9, 1 })]
    [InlineData(new byte[] { 1, 0, 0, 1, 1 })]
    [InlineData(new byte[] { 9, 0, 0, 1, 0xfe, 255, 255, 255, 255, 255, 255, 255, 255 })]
    [InlineData(new byte[] { 1, 0, 0, 1, 1, 3, 0, 0, 2, 3, 100, 101 })]
    [InlineData(new byte[] { 1, 0, 0, 1, 0xff })]
    [InlineData(new byte[] { 1, 0, 0, 1, 0 })]
    [InlineData(new byte[] { 0xff, 0xff, 0xff, 1, 0xff, 0xff })]
    public async Task Nonsense_in_a_session(byte[] answer)
    {
        await using var server = FakeServer.Start(FakeLogins.AnswerWith(answer));

        await FailAsync(server, "DISABLED", "&read_timeout=2");
    }

    /// <summary>Nobody wants the other rows, which never end.</summary>
    [Fact]
    public async Task Rows_without_end()
    {
        await using var server = FakeServer.Start(FakeLogins.AnswerWithRows());
        await using var engine = Engine.Create(
            $"mysql://somebody@localhost:{server.Port}/film?ssl_mode=DISABLED&connect_timeout=2",
            null,
            new() { Pooling = false, StatementTimeout = TimeSpan.FromSeconds(1) }
        );
        var start = Stopwatch.GetTimestamp();

        var failure = await Assert.ThrowsAsync<DatabaseException>(() => engine.ExecuteAsync("select 1", Token).WaitAsync(InTime, Token));

        Assert.Equal(ErrorKind.Timeout, failure.Kind);
        Assert.True(Stopwatch.GetElapsedTime(start) < InTime, "too late");
    }

    [Fact]
    public async Task Rows_without_end_that_the_caller_gives_up()
    {
        await using var server = FakeServer.Start(FakeLogins.AnswerWithRows());
        await using var engine = Engine.Create(
            $"mysql://somebody@localhost:{server.Port}/film?ssl_mode=DISABLED&connect_timeout=2",
            null,
            new() { Pooling = false }
        );
        using var giveUp = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        var start = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            engine.ExecuteAsync("select 1", giveUp.Token).WaitAsync(InTime, Token)
        );

        Assert.True(Stopwatch.GetElapsedTime(start) < InTime, "too late");
    }

    [Fact]
    public async Task Plaintext_that_nobody_demanded_is_announced_once()
    {
        await using var server = FakeServer.Start(FakeLogins.AskForFile("/none"));
        var notices = new List<Notice>();
        await using var engine = Engine.Create(
            $"mysql://somebody@localhost:{server.Port}/film",
            null,
            new() { Pooling = false, OnNotice = notices.Add }
        );
        foreach (var _ in new int[2])
        {
            await using var connection = await engine.ConnectAsync(Token);
        }

        var notice = Assert.Single(notices);
        Assert.Equal((false, "WARNING"), (notice.IsFromServer, notice.Severity));
        Assert.Contains(
            "is NOT encrypted: the server offers no TLS; ssl_mode=PREFERRED (the default) allows that",
            notice.Text,
            StringComparison.Ordinal
        );
    }

    async Task<DatabaseException> FailAsync(FakeServer server, string mode, string more = "")
    {
        var query = mode.StartsWith("VERIFY", StringComparison.Ordinal) ? $"&ssl_ca={servers.Pki.Root}" : "";
        await using var engine = Engine.Create(
            $"mysql://somebody:{Secret}@localhost:{server.Port}/film?ssl_mode={mode}&connect_timeout=2{query}{more}",
            null,
            new() { Pooling = false }
        );
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var failing = Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select 1", Token));
        long most = 0;
        while (!failing.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
            await Task.WhenAny(failing, Task.Delay(20, Token));
        }

        Assert.True(Stopwatch.GetElapsedTime(start) < InTime, "too late");
        Assert.True(most < MostMemory, $"{most >> 20} MB");
        var failure = await failing;
        Assert.DoesNotContain(Secret, failure.ToString(), StringComparison.Ordinal);
        return failure;
    }
}
