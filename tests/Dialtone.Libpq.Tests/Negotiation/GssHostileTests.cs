using System.Diagnostics;
using Dialtone.Libpq.Tests.Differential;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Kerberos;
using Dialtone.Servers.Processes;

namespace Dialtone.Libpq.Tests.Negotiation;

/// <summary>Servers that do not keep to the rules while a client with a ticket talks Kerberos to them.</summary>
[Collection<KerberosLab>]
public sealed class GssHostileTests(KerberosLab lab)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    // Whoever answers "welcome" to a token that he cannot read has not shown that he is the server.
    [Theory]
    [InlineData("require_auth=gss", "authentication method requirement \"gss\" failed: server did not complete authentication")]
    [InlineData("require_auth=!none", "authentication method requirement \"!none\" failed: server did not complete authentication")]
    [InlineData("require_auth=gss,none", "server closed the connection unexpectedly")]
    [InlineData("", "server closed the connection unexpectedly")]
    public async Task A_login_that_is_cut_short_does_not_pass_for_kerberos(string parameters, string expected)
    {
        await using var server = FakeServer.Start(LetIn(PostgresMessages.AuthenticationGss));
        await AssertRefusedAsync(server, $"gssencmode=disable {parameters}", expected);
    }

    [Fact]
    public async Task A_server_that_asks_for_sspi_gets_what_libpq_sends()
    {
        await lab.RequireAsync(Token);
        await using var server = FakeServer.Start(LetIn(PostgresMessages.AuthenticationSspi));
        var target = Target(server, "gssencmode=disable sslmode=disable");
        foreach (var client in new[] { lab.Libpq15, lab.Dialtone })
            await client.AskAsync(new(target, lab.Environment(hasTicket: true), "select 1"), Token);
        await server.WaitForAsync(2, Token);

        // The start of GSSAPI's token for Kerberos: the identifier of the mechanism.
        byte[] kerberos = [0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x12, 0x01, 0x02, 0x02];
        Assert.All(server.Connections.Take(2), connection => Assert.True(connection.Wire.ToArray().AsSpan().IndexOf(kerberos) > 0));
    }

    [Theory]
    [InlineData("require_auth=oauth", "\"oauth\" failed: server requested SSPI authentication")]
    [InlineData("require_auth=gss", "\"gss\" failed: server requested SSPI authentication")]
    [InlineData("channel_binding=require", "channel binding required but not supported by server's authentication request")]
    [InlineData("channel_binding=require require_auth=md5", "\"md5\" failed: server requested SSPI authentication")]
    public async Task No_ticket_is_shown_where_the_target_forbids_it(string parameters, string expected)
    {
        await using var server = FakeServer.Start(LetIn(PostgresMessages.AuthenticationSspi));
        await AssertRefusedAsync(server, $"gssencmode=disable sslmode=disable {parameters}", expected);
        Assert.DoesNotContain((byte)'p', server.Connections[0].Wire.ToArray()[^1..]);
        Assert.False(server.WasTold("DIALTONE.TEST"));
    }

    [Theory]
    [InlineData("X", "received invalid response to GSSAPI negotiation: X")]
    [InlineData("HTTP/1.1 400 Bad Request\r\n\r\n", "received invalid response to GSSAPI negotiation: H")]
    [InlineData("EFATAL: trust me", "server sent an error response during GSS encryption exchange")]
    [InlineData("Gmore", "received unencrypted data after GSSAPI encryption response")]
    [InlineData("N", "server doesn't support GSSAPI encryption, but it was required")]
    [InlineData("", "the server ended the negotiation of GSSAPI encryption")]
    public async Task What_is_no_answer_is_named(string answer, string expected)
    {
        await using var server = FakeServer.Start(
            FakePostgres.AnswerFirstRequest(System.Text.Encoding.ASCII.GetBytes(answer), thenClose: true)
        );
        var problems = await AssertRefusedAsync(server, "gssencmode=require", expected);
        Assert.DoesNotContain("trust me", problems, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new byte[] { (byte)'G' })]
    [InlineData(new byte[] { })]
    public async Task A_server_that_falls_silent_costs_the_time_limit_only(byte[] answer)
    {
        await lab.RequireAsync(Token);
        await using var server = FakeServer.Start(FakePostgres.AnswerFirstRequest(answer));
        var watch = Stopwatch.StartNew();
        await AssertRefusedAsync(server, "gssencmode=require connect_timeout=2", "timeout expired");
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(15));
    }

    // GSSAPI waits for the realm without a time limit that a program could set.
    [Theory]
    [InlineData("gssencmode=require")]
    [InlineData("gssencmode=disable")]
    public async Task A_realm_that_falls_silent_costs_the_time_limit_only(string mode)
    {
        await lab.RequireAsync(Token);
        await using var silent = FakeServer.Start((connection, cancellationToken) => connection.ReadToEndAsync(cancellationToken));
        await using var server = FakeServer.Start(LetIn(PostgresMessages.AuthenticationGss));
        using var folder = new TemporaryFolder();
        var environment = lab.Environment(hasTicket: true);
        environment["KRB5_CONFIG"] = folder.Write("krb5.conf", KerberosRealm.ClientConfiguration(silent.Port));

        var watch = Stopwatch.StartNew();
        var target = Target(server, $"{mode} krbsrvname=unknown connect_timeout=2");
        var answer = await lab.Dialtone.AskAsync(new(target, environment, "select 1"), Token);

        Assert.Contains("timeout expired", answer.Error, StringComparison.Ordinal);
        Assert.InRange(watch.Elapsed, TimeSpan.FromSeconds(1.9), TimeSpan.FromSeconds(8));
        Assert.NotEmpty(silent.Connections);
    }

    async Task<string> AssertRefusedAsync(FakeServer server, string parameters, string expected)
    {
        await lab.RequireAsync(Token);
        var answer = await lab.Dialtone.AskAsync(new(Target(server, parameters), lab.Environment(hasTicket: true), "select 1"), Token);
        Assert.Null(answer.Row);
        var problems = string.Join('\n', Verdict.ReadProblems(answer.Error));
        Assert.Contains(expected, problems, StringComparison.Ordinal);
        return problems;
    }

    static string Target(FakeServer server, string parameters) =>
        $"host=localhost hostaddr=127.0.0.1 port={server.Port} dbname=postgres user=walt {parameters}";

    // Takes any token for an answer, and leaves before the first statement.
    static FakeScript LetIn(byte[] request) =>
        FakePostgres.Login(
            null,
            async (connection, cancellationToken) =>
            {
                await connection.SendAsync(request, cancellationToken);
                await FakePostgres.ReadMessageAsync(connection, cancellationToken);
                byte[] welcome =
                [
                    .. PostgresMessages.AuthenticationOk,
                    .. PostgresMessages.ParameterStatus("server_version", "18.0"),
                    .. PostgresMessages.ParameterStatus("client_encoding", "UTF8"),
                    .. PostgresMessages.ReadyForQuery,
                ];
                await connection.SendAsync(welcome, cancellationToken);
                await FakePostgres.ReadMessageAsync(connection, cancellationToken);
            }
        );
}
