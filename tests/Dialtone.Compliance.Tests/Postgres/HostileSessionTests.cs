using System.Diagnostics;
using System.Text;
using Dialtone.Servers;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>A server that lets one in and then answers a statement with nonsense: an error, or the end that the caller sets, and never a crash.</summary>
public sealed class HostileSessionTests(TestServers servers) : PostgresTests(servers)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(2);
    static readonly TimeSpan InTime = TimeSpan.FromSeconds(20);

    static readonly Dictionary<string, byte[]> Answers = new()
    {
        ["nothing"] = [],
        ["garbage"] = [1, 2, 3, 4, 5, 6, 7, 8],
        ["HTTP"] = Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n"),
        ["half a row"] = [(byte)'D', 0, 0, 0, 200, 0, 1],
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ends_with_the_limit_of_the_statement(string name)
    {
        await using var server = FakeServer.Start(AnswerWith(name));
        await using var engine = Create(server, Limit);
        var start = Stopwatch.GetTimestamp();

        await RefusalAsync(() => engine.ScalarAsync<int>("select 1", Token));

        Assert.True(Stopwatch.GetElapsedTime(start) < InTime);
    }

    [Fact]
    public async Task Ends_when_the_caller_gives_up()
    {
        await using var server = FakeServer.Start(AnswerWith("nothing"));
        await using var engine = Create(server, TimeSpan.Zero);
        using var giveUp = new CancellationTokenSource(Limit);
        var start = Stopwatch.GetTimestamp();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => engine.ScalarAsync<int>("select 1", giveUp.Token));

        Assert.True(Stopwatch.GetElapsedTime(start) < InTime);
    }

    static Engine Create(FakeServer server, TimeSpan limit) =>
        Engine.Create(
            TargetOf(server.Port, "foo", "sslmode=disable"),
            null,
            new()
            {
                Pooling = false,
                TextOnly = true,
                StatementTimeout = limit,
            }
        );

    static FakeScript AnswerWith(string name) =>
        FakePostgres.Login(
            null,
            async (connection, cancellationToken) =>
            {
                await connection.SendAsync(PostgresMessages.AuthenticationOk, cancellationToken);
                foreach (var (setting, value) in new[] { ("server_version", "18.0"), ("client_encoding", "UTF8") })
                {
                    await connection.SendAsync(PostgresMessages.ParameterStatus(setting, value), cancellationToken);
                }

                await connection.SendAsync(PostgresMessages.ReadyForQuery, cancellationToken);
                await FakePostgres.ReadMessageAsync(connection, cancellationToken);
                await connection.SendAsync(Answers[name], cancellationToken);
                await connection.HangAsync(cancellationToken);
            }
        );
}
