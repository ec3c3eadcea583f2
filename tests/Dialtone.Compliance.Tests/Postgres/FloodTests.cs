using System.Diagnostics;
using System.Text;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Servers that send too much, too little or something else: an error within the limit, and no memory without end.</summary>
[Collection(Servers.RunsAlone.Name)]
public sealed class FloodTests(TestServers servers) : PostgresTests(servers)
{
    static readonly TimeSpan InTime = TimeSpan.FromSeconds(15);
    const long MostMemory = 400L << 20;

    static readonly byte[] HugeLength = [0x7f, 0xff, 0xff, 0xff];

    static readonly byte[] Notice = PostgresMessages.Message(
        'N',
        [.. "SNOTICE\0VNOTICE\0C00000\0M"u8, .. Encoding.ASCII.GetBytes(new string('x', 500)), 0, 0]
    );

    static readonly Dictionary<string, FakeScript> AfterStartup = new()
    {
        ["notices"] = (connection, cancellationToken) => Flood.SendAsync(connection, _ => Notice, cancellationToken),
        ["settings"] = (connection, cancellationToken) =>
            Flood.SendAsync(connection, turn => PostgresMessages.ParameterStatus($"s{turn}", "x"), cancellationToken),
        ["empty queries"] = (connection, cancellationToken) =>
            Flood.SendAsync(connection, _ => PostgresMessages.Message('I', []), cancellationToken),
        ["huge error"] = Huge('E'),
        ["huge notice"] = Huge('N'),
        ["huge authentication"] = Huge('R'),
        ["huge setting"] = Huge('S'),
        ["huge row"] = Huge('D'),
        ["negative length"] = (connection, cancellationToken) =>
            Flood.SendAsync(connection, (byte[])[(byte)'E', 0xff, 0xff, 0xff, 0xff], cancellationToken),
        ["zero length"] = (connection, cancellationToken) =>
            Flood.SendAsync(connection, (byte[])[(byte)'R', 0, 0, 0, 0], cancellationToken),
        ["half a message"] = async (connection, cancellationToken) =>
        {
            await connection.SendAsync((byte[])[(byte)'R', 0, 0], cancellationToken);
            await connection.HangAsync(cancellationToken);
        },
        ["half an error"] = async (connection, cancellationToken) =>
        {
            await connection.SendAsync(PostgresMessages.Error("28000", "half").AsMemory()[..^5], cancellationToken);
            await connection.HangAsync(cancellationToken);
        },
        ["authentication again and again"] = (connection, cancellationToken) =>
            Flood.SendAsync(connection, _ => PostgresMessages.AuthenticationOk, cancellationToken),
    };

    public static TheoryData<string> Scripts => [.. AfterStartup.Keys];

    [Theory]
    [MemberData(nameof(Scripts))]
    public async Task In_the_login(string script)
    {
        await using var server = FakeServer.Start(FakePostgres.Login(null, AfterStartup[script]));

        var failure = await WithinLimitsAsync(() =>
            RefusalAsync(TargetOf(server.Port, "foo", $"password='{WrongPassword}' sslmode=disable connect_timeout=2"))
        );

        Assert.True(failure.Stage is ErrorStage.Connect or ErrorStage.Authentication or ErrorStage.Session, $"{failure}");
        Assert.False(server.WasTold(WrongPassword));
    }

    /// <summary>Nothing goes on reading behind the back of a caller who has the error already.</summary>
    [Theory]
    [InlineData("notices")]
    [InlineData("settings")]
    public async Task In_the_login_over_tls_the_line_is_cut(string script)
    {
        await using var server = FakeServer.Start(FakePostgres.Login(Pki.Server(ServerCertificate.Good), AfterStartup[script]));

        await WithinLimitsAsync(() => RefusalAsync(TargetOf(server.Port, "foo", "sslmode=require connect_timeout=2")));

        await server.WaitForAsync(1, Token);
        Assert.Single(server.Connections);
    }

    /// <summary>It is neither shown whole nor searched whole for what it could mean.</summary>
    [Fact]
    public async Task A_long_refusal()
    {
        await using var server = FakeServer.Start(FakePostgres.Refuse("28000", new('x', 2 << 20)));

        var failure = await WithinLimitsAsync(() => RefusalAsync(TargetOf(server.Port, "foo", "sslmode=disable connect_timeout=10")));

        Assert.Equal("28000", failure.SqlState);
        Assert.True(failure.Message.Length < 50_000);
    }

    /// <summary>In place of the answer to the request for TLS.</summary>
    [Theory]
    [InlineData("N")]
    [InlineData("H")]
    [InlineData("E")]
    public async Task In_place_of_tls(string first)
    {
        await using var server = FakeServer.Start(
            async (connection, cancellationToken) =>
            {
                await FakePostgres.ReadRequestAsync(connection, cancellationToken);
                await Flood.SendAsync(connection, Encoding.ASCII.GetBytes(first), cancellationToken);
            }
        );

        await WithinLimitsAsync(() => RefusalAsync(TargetOf(server.Port, "foo", "sslmode=require connect_timeout=2")));
    }

    /// <summary>A text from before TLS could be anybody's: it is neither shown nor taken for the server's.</summary>
    [Theory]
    [InlineData("sslmode=require")]
    [InlineData("sslmode=prefer")]
    [InlineData("sslmode=verify-full")]
    public async Task Errors_from_before_tls_are_not_the_servers(string sslMode)
    {
        var injected = PostgresMessages.Error("28P01", "send your password to evil.example");
        await using var server = FakeServer.Start(FakePostgres.AnswerFirstRequest(injected, thenClose: true));

        var failure = await RefusalAsync(TargetOf(server.Port, "foo", $"{sslMode} sslrootcert={Pki.Root}"));

        Assert.DoesNotContain("evil", failure.ToString(), StringComparison.Ordinal);
        Assert.Null(failure.SqlState);
        Assert.Null(failure.Failure.Server);
    }

    /// <summary>MySQL's server speaks first, and what it says is no answer of PostgreSQL's.</summary>
    [Theory]
    [InlineData("sslmode=disable")]
    [InlineData("sslmode=require")]
    public async Task Mysql_on_the_port(string sslMode)
    {
        await using var server = FakeServer.Start(FakeMySql.AskForPassword());

        var failure = await WithinLimitsAsync(() =>
            RefusalAsync(TargetOf(server.Port, "foo", $"{sslMode} password='{WrongPassword}' connect_timeout=2"))
        );

        Assert.NotNull(failure.Failure.Fix);
        Assert.False(server.WasTold(WrongPassword));
    }

    static async Task<DatabaseException> WithinLimitsAsync(Func<Task<DatabaseException>> attempt)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var start = Stopwatch.GetTimestamp();
        var failing = attempt();
        long most = 0;
        while (!failing.IsCompleted)
        {
            most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false) - before);
            await Task.WhenAny(failing, Task.Delay(20, Token));
        }

        Assert.True(Stopwatch.GetElapsedTime(start) < InTime, "too late");
        Assert.True(most < MostMemory, $"{most >> 20} MB");
        return await failing;
    }

    static FakeScript Huge(char type) =>
        (connection, cancellationToken) => Flood.SendAsync(connection, (byte[])[(byte)type, .. HugeLength], cancellationToken);
}
