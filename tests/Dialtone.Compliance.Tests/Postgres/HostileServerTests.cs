using System.Diagnostics;
using System.Text;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Certificates;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Servers that are not what they should be: the password never reaches them, and the error is clear and comes in time.</summary>
public sealed class HostileServerTests(TestServers servers) : PostgresTests(servers)
{
    static readonly TimeSpan InTime = TimeSpan.FromSeconds(15);

    /// <summary>Without TLS and with it, a server that asks for the password itself does not get it from who forbids that.</summary>
    [Theory]
    [InlineData(false, "channel_binding=require", "channel binding required but not supported by server's authentication request")]
    [InlineData(true, "channel_binding=require", "channel binding required but not supported by server's authentication request")]
    [InlineData(false, "require_auth=scram-sha-256", "server requested a cleartext password")]
    [InlineData(true, "require_auth=scram-sha-256 sslmode=require", "server requested a cleartext password")]
    [InlineData(true, "require_auth=!password", "server requested a cleartext password")]
    [InlineData(true, "require_auth=none sslmode=require", "server requested a cleartext password")]
    [InlineData(true, "require_auth=oauth sslmode=require", "server requested a cleartext password")]
    [InlineData(true, "sslmode=verify-ca", "certificate verify failed")]
    [InlineData(true, "sslmode=verify-full", "certificate verify failed")]
    [InlineData(true, "sslmode=require", "certificate verify failed")]
    [InlineData(false, "sslmode=require", "server does not support SSL, but SSL was required")]
    [InlineData(false, "sslmode=verify-full", "server does not support SSL, but SSL was required")]
    public async Task Never_hears_the_password(bool tls, string parameters, string expected)
    {
        var isStranger = expected.StartsWith("certificate", StringComparison.Ordinal);
        var certificate = Pki.Server(isStranger ? ServerCertificate.UnknownAuthority : ServerCertificate.Good);
        await using var server = FakeServer.Start(FakePostgres.AskForPassword(tls ? certificate : null));

        var failure = await RefusalAsync(Target(server, $"sslrootcert={Pki.Root} {parameters}"));

        Assert.Contains(expected, failure.Failure.What, StringComparison.Ordinal);
        await server.WaitForAsync(1, Token);
        Assert.NotEmpty(server.Connections);
        Assert.False(server.WasTold(WrongPassword));
    }

    [Fact]
    public async Task Wrong_name_never_hears_the_password()
    {
        await using var server = FakeServer.Start(FakePostgres.AskForPassword(Pki.Server(ServerCertificate.WrongName)));

        var failure = await RefusalAsync(Target(server, $"sslrootcert={Pki.Root} sslmode=verify-full"));

        AssertFailure(
            failure,
            ErrorStage.Tls,
            ErrorKind.Tls,
            "server certificate for \"wrong.example\" does not match host name \"localhost\""
        );
        Assert.False(server.WasTold(WrongPassword));
    }

    /// <summary>The same servers with nothing forbidden: so the tests above can fail.</summary>
    [Theory]
    [InlineData(false, "")]
    [InlineData(true, "sslmode=require")]
    public async Task Hears_the_password_where_nothing_forbids_it(bool tls, string parameters)
    {
        await using var server = FakeServer.Start(FakePostgres.AskForPassword(tls ? Pki.Server(ServerCertificate.Good) : null));

        var failure = await RefusalAsync(Target(server, $"sslrootcert={Pki.Root} {parameters}"));

        Assert.Equal("28P01", failure.SqlState);
        Assert.True(server.WasTold(WrongPassword));
    }

    [Theory]
    [InlineData("EFATAL: out of memory", "server sent an error response during SSL exchange")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "received invalid response to SSL negotiation: H")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n", "SSL")]
    [InlineData("\u0001\u0002\u0003", "received invalid response to SSL negotiation")]
    [InlineData("J\u0000\u0000\u0000\n8.0.36\0", "received invalid response to SSL negotiation: J")]
    [InlineData("", "server closed the connection unexpectedly")]
    [InlineData("S", "SSL SYSCALL error: EOF detected")]
    [InlineData("SHTTP", "SSL")]
    public async Task Strange_answers_to_the_request_for_tls(string answer, string expected)
    {
        await using var server = FakeServer.Start(FakePostgres.AnswerFirstRequest(Encoding.Latin1.GetBytes(answer), thenClose: true));
        var start = Stopwatch.GetTimestamp();

        var failure = await RefusalAsync(Target(server, "sslmode=require"));

        Assert.Contains(expected, failure.Failure.What, StringComparison.Ordinal);
        Assert.True(failure.Stage is ErrorStage.Connect or ErrorStage.Tls, $"{failure.Stage}");
        Assert.NotNull(failure.Failure.Fix);
        Assert.True(Stopwatch.GetElapsedTime(start) < InTime);
        Assert.Single(server.Connections);
    }

    /// <summary>Injected before the handshake, a message would be taken for the server's.</summary>
    [Fact]
    public async Task Plaintext_behind_the_answer_is_refused()
    {
        var certificate = Pki.Server(ServerCertificate.Good);
        await using var server = FakeServer.Start(
            async (connection, cancellationToken) =>
            {
                await FakePostgres.ReadRequestAsync(connection, cancellationToken);
                await connection.SendAsync((byte[])[(byte)'S', .. PostgresMessages.AuthenticationCleartextPassword], cancellationToken);
                await connection.StartTlsAsync(certificate, cancellationToken);
                await connection.ReadToEndAsync(cancellationToken);
            }
        );

        var failure = await RefusalAsync(Target(server, "sslmode=require connect_timeout=5"));

        Assert.Equal(ErrorStage.Tls, failure.Stage);
        Assert.False(server.WasTold(WrongPassword));
    }

    [Theory]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n")]
    [InlineData("SSH-2.0-OpenSSH_9.2\r\n")]
    [InlineData("\u0001\u0002\u0003\u0004\u0005\u0006\u0007\u0008")]
    [InlineData("R\u0000\u0000\u0000\u0008\u0000\u0000\u0000\u0063")]
    [InlineData("R\u007f\u00ff\u00ff\u00ff\u0000\u0000\u0000\u0000")]
    [InlineData("Z\u0000\u0000\u0000\u0005I")]
    [InlineData("")]
    public async Task Strange_answers_to_the_login(string answer)
    {
        await using var server = FakeServer.Start(FakePostgres.AnswerFirstRequest(Encoding.Latin1.GetBytes(answer), thenClose: true));
        var start = Stopwatch.GetTimestamp();

        var failure = await RefusalAsync(Target(server, "sslmode=disable"));

        Assert.True(failure.Stage is ErrorStage.Connect or ErrorStage.Authentication, $"{failure}");
        Assert.NotNull(failure.Failure.Fix);
        Assert.True(Stopwatch.GetElapsedTime(start) < InTime);
        Assert.False(server.WasTold(WrongPassword));
    }

    /// <summary>Whatever way the server asks in, what we cannot do is refused before anything is sent.</summary>
    [Theory]
    [InlineData(2, "not supported")]
    [InlineData(6, "not supported")]
    [InlineData(7, "GSSAPI continuation error")]
    [InlineData(9, "GSSAPI continuation error")]
    [InlineData(99, "not supported")]
    public async Task Ways_of_authentication_that_are_not_possible(int request, string expected)
    {
        var asked = PostgresMessages.Message('R', [0, 0, 0, (byte)request]);
        await using var server = FakeServer.Start(
            FakePostgres.Login(
                null,
                async (connection, cancellationToken) =>
                {
                    await connection.SendAsync(asked, cancellationToken);
                    await connection.ReadToEndAsync(cancellationToken);
                }
            )
        );

        var failure = await RefusalAsync(Target(server, "sslmode=disable"));

        AssertFailure(failure, ErrorStage.Authentication, ErrorKind.Authentication, expected);
        Assert.False(server.WasTold(WrongPassword));
    }

    [Theory]
    [InlineData("EXTERNAL", "none of the server's SASL authentication mechanisms are supported")]
    [InlineData("SCRAM-SHA-256-PLUS", "server offered SCRAM-SHA-256-PLUS authentication over a non-SSL connection")]
    public async Task Mechanisms_that_cannot_be(string mechanism, string expected)
    {
        await using var server = FakeServer.Start(
            FakePostgres.Login(
                null,
                async (connection, cancellationToken) =>
                {
                    await connection.SendAsync(PostgresMessages.AuthenticationSasl(mechanism), cancellationToken);
                    await connection.ReadToEndAsync(cancellationToken);
                }
            )
        );

        var failure = await RefusalAsync(Target(server, "sslmode=disable"));

        AssertFailure(failure, ErrorStage.Authentication, ErrorKind.Authentication, expected);
    }

    /// <summary>A server that says nothing costs the time limit, at every step.</summary>
    [Theory]
    [InlineData("sslmode=require")]
    [InlineData("sslmode=disable")]
    [InlineData("sslmode=require sslnegotiation=direct")]
    public async Task Silence_ends_with_the_limit(string parameters)
    {
        await using var server = FakeServer.Start((connection, cancellationToken) => connection.HangAsync(cancellationToken));
        var start = Stopwatch.GetTimestamp();

        var failure = await RefusalAsync(Target(server, $"connect_timeout=1 {parameters}"));

        AssertFailure(failure, ErrorStage.Connect, ErrorKind.Timeout, "timeout expired");
        Assert.Equal("connect_timeout=1 (the target)", failure.Failure.Origin);
        Assert.True(failure.IsTransient);
        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(0.9), InTime);
    }

    /// <summary>Direct TLS without the protocol's name could be talking to any server of the same certificate.</summary>
    [Fact]
    public async Task Direct_tls_needs_the_protocols_name()
    {
        var certificate = Pki.Server(ServerCertificate.Good);
        await using var server = FakeServer.Start(
            async (connection, cancellationToken) =>
            {
                await connection.StartTlsAsync(certificate, asksForCertificate: true, knowsProtocols: false, cancellationToken);
                await FakePostgres.ReadRequestAsync(connection, cancellationToken);
                await connection.SendAsync(PostgresMessages.AuthenticationCleartextPassword, cancellationToken);
                await connection.ReadToEndAsync(cancellationToken);
            }
        );

        var failure = await RefusalAsync(Target(server, $"sslmode=verify-full sslrootcert={Pki.Root} sslnegotiation=direct"));

        AssertFailure(
            failure,
            ErrorStage.Tls,
            ErrorKind.Tls,
            "direct SSL connection was established without ALPN protocol negotiation extension"
        );
        Assert.False(server.WasTold(WrongPassword));
    }

    static string Target(FakeServer server, string parameters) => TargetOf(server.Port, "foo", $"password='{WrongPassword}' {parameters}");
}
