using System.Net.Sockets;
using Dialtone.Dialects.Postgres;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Postgres;
using Dialtone.Servers.Processes;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Parameters that end as options of the socket, read back from the operating system. They fail too if the driver hides its socket.</summary>
public sealed class SocketParameterTests(TestServers servers) : PostgresTests(servers)
{
    const int TcpUserTimeout = 18;

    [Theory]
    [InlineData("keepalives_idle=71 keepalives_interval=13 keepalives_count=5 tcp_user_timeout=12345", "1 71 13 5 12345")]
    [InlineData("keepalives_idle=' 71 ' tcp_user_timeout=-5", "1 71 - - 0")]
    [InlineData("", "1 - - - 0")]
    // libpq's own quirk: with keepalives off it does not get as far as the other timeout.
    [InlineData("keepalives=0 keepalives_idle=71 tcp_user_timeout=12345", "0 - - - 0")]
    public async Task Keepalives_are_the_sockets(string parameters, string expected)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "the numbers of the options are Linux's");
        var server = await ServerAsync(PostgresRelease.V18);
        using var untouched = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        var usual = Describe(untouched).Split(' ');

        foreach (var sslMode in new[] { "disable", "require" })
        {
            await using var connector = TestConnector.Create(TargetOf(server, PostgresUsers.Trusted, $"sslmode={sslMode} {parameters}"));
            await using var connection = await connector.OpenAsync(Token);

            Assert.Equal(
                expected.Split(' ').Select((word, index) => word == "-" ? usual[index] : word),
                Describe(DriverSocket.Of(connection)).Split(' ')
            );
        }
    }

    [Fact]
    public async Task A_value_that_the_system_refuses_is_libpqs_error()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        var target = TargetOf(server, PostgresUsers.Trusted, "keepalives_idle=99999");
        var psql = await new Psql { WithLibpq18 = true }.QueryAsync(target, "select 1", Token);

        var failure = await RefusalAsync(target);

        Assert.Contains(
            failure.Failure.What[failure.Failure.What.IndexOf("setsockopt", StringComparison.Ordinal)..],
            psql.Error,
            StringComparison.Ordinal
        );
        Assert.Equal("keepalives_idle=99999 (the target)", failure.Failure.Origin);
    }

    [Fact]
    public async Task Nothing_is_set_on_a_unix_socket()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        await using var connector = TestConnector.Create(OnSocket(server, PostgresUsers.Trusted, "keepalives_idle=99999"));
        Assert.Equal("plain", await connector.EncryptionAsync(Token));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Requirepeer_is_the_user_of_the_servers_process(PostgresRelease release)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux is asked");
        var server = await ServerAsync(release);
        var user = (await new Command("stat", "-c", "%U", $"/proc/{server.ProcessId}").RunAsync(Token)).Expect("stat").Trim();
        var right = OnSocket(server, PostgresUsers.Trusted, $"requirepeer={user}");
        var wrong = OnSocket(server, PostgresUsers.Trusted, "requirepeer=somebody-else");

        await using var connector = TestConnector.Create(right);
        Assert.Equal("plain", await connector.EncryptionAsync(Token));
        Assert.True((await new Psql { WithLibpq18 = true }.QueryAsync(right, "select 1", Token)).Succeeded);

        var failure = await RefusalAsync(wrong);
        var what = $"requirepeer specifies \"somebody-else\", but actual peer user name is \"{user}\"";
        AssertFailure(failure, ErrorStage.Connect, ErrorKind.Authentication, what);
        Assert.Contains(what, (await new Psql { WithLibpq18 = true }.QueryAsync(wrong, "select 1", Token)).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("right")]
    [InlineData("wrong")]
    public async Task Requirepeer_sends_no_password_before_the_check(string peer)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "only Linux is asked");
        var server = await ServerAsync(PostgresRelease.V18);
        var target = OnSocket(server, PostgresUsers.Scram, $"requirepeer={peer} password='{PostgresUsers.Password}'");

        var failure = await RefusalAsync(target);

        Assert.Contains("requirepeer can be checked only after the login", failure.Failure.What, StringComparison.Ordinal);
    }

    static string OnSocket(PostgresServer server, string user, string more) =>
        $"host={server.SocketFolder} port={server.Port} dbname={PostgresServer.Database} user={user} {more}";

    static string Describe(Socket socket)
    {
        var userTimeout = new byte[sizeof(int)];
        _ = socket.GetRawSocketOption((int)SocketOptionLevel.Tcp, TcpUserTimeout, userTimeout);
        return string.Join(
            ' ',
            socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive),
            socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime),
            socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval),
            socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount),
            BitConverter.ToInt32(userTimeout)
        );
    }
}
