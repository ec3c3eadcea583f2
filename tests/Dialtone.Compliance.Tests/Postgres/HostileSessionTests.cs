using System.Diagnostics;
using System.Text;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Faults;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>A server that lets one in and then answers with nonsense or without end: an error, or the end that the caller sets, and never a crash.</summary>
[Collection(Servers.RunsAlone.Name)]
public sealed class HostileSessionTests(TestServers servers) : PostgresTests(servers)
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(1);

    // The limit, what the driver may take to cancel, and as long again before the line is cut.
    static readonly TimeSpan InTime = TimeSpan.FromSeconds(25);

    // What stays behind. The driver makes room for a message as long as it is announced, in pages that nobody touches.
    const long MostMemory = 500L << 20;

    static readonly byte[] Notice = PostgresMessages.Message(
        'N',
        [.. "SNOTICE\0VNOTICE\0C00000\0M"u8, .. Encoding.ASCII.GetBytes(new string('x', 500)), 0, 0]
    );

    // The answer to a SET in the extended protocol.
    static readonly byte[] Done =
    [
        .. PostgresMessages.Message('1', []),
        .. PostgresMessages.Message('2', []),
        .. PostgresMessages.Message('n', []),
        .. PostgresMessages.Message('C', "SET\0"u8),
        .. PostgresMessages.ReadyForQuery,
    ];

    static readonly Dictionary<string, FakeScript> Answers = new()
    {
        ["nothing"] = Then([]),
        ["garbage"] = Then([1, 2, 3, 4, 5, 6, 7, 8]),
        ["HTTP"] = Then(Encoding.ASCII.GetBytes("HTTP/1.1 400 Bad Request\r\n\r\n")),
        ["half a row"] = Then([(byte)'D', 0, 0, 0, 200, 0, 1]),
        ["huge row"] = Huge('D'),
        ["huge notice"] = Huge('N'),
        ["huge error"] = Huge('E'),
        ["huge setting"] = Huge('S'),
        ["huge description"] = Huge('T'),
        ["huge notification"] = Huge('A'),
        ["negative length"] = Endless([(byte)'D', 0xff, 0xff, 0xff, 0xff]),
        ["zero length"] = Endless([(byte)'D', 0, 0, 0, 0]),
        ["notices"] = Again(Notice),
        ["settings"] = (connection, cancellationToken) =>
            Flood.SendAsync(connection, turn => PostgresMessages.ParameterStatus($"s{turn % 1000}", "x"), cancellationToken),
        ["empty queries"] = Again(PostgresMessages.Message('I', [])),
        ["ready"] = Again(PostgresMessages.ReadyForQuery),
    };

    public static TheoryData<string> Names => [.. Answers.Keys];

    [Fact]
    public Task Ends_with_the_limit_of_the_statement() =>
        EachAsync(Limit, answersSetup: true, async engine => await RefusalAsync(() => engine.ScalarAsync<int>("select 1", Token)));

    [Fact]
    public Task Ends_with_the_limit_when_the_session_is_set_up() =>
        EachAsync(Limit, answersSetup: false, async engine => await RefusalAsync(() => engine.ScalarAsync<int>("select 1", Token)));

    [Fact]
    public Task Ends_when_the_caller_gives_up() =>
        EachAsync(
            TimeSpan.Zero,
            answersSetup: false,
            async engine =>
            {
                using var giveUp = new CancellationTokenSource(Limit);
                var failure = await Record.ExceptionAsync(() => engine.ScalarAsync<int>("select 1", giveUp.Token));
                Assert.True(failure is OperationCanceledException or DatabaseException, $"{failure}");
            }
        );

    // All at a time, because most of it is waiting.
    static async Task EachAsync(TimeSpan limit, bool answersSetup, Func<Engine, Task> failAsync)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var failures = await Task.WhenAll(Answers.Keys.Select(name => Task.Run(() => ProblemOfAsync(name), Token)));

        Assert.Empty(failures.OfType<string>());
        // What is being closed still holds its buffers for a moment.
        var start = Stopwatch.GetTimestamp();
        while (GC.GetTotalMemory(forceFullCollection: true) - before >= MostMemory)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < InTime, "memory stays behind");
            await Task.Yield();
        }

        async Task<string?> ProblemOfAsync(string name)
        {
            await using var server = FakeServer.Start(AnswerWith(Answers[name], answersSetup));
            await using var engine = Create(server, limit);
            var begin = Stopwatch.GetTimestamp();
            try
            {
                await failAsync(engine).WaitAsync(InTime, Token);
                return null;
            }
            catch (Exception exception)
            {
                return $"{name}, after {Stopwatch.GetElapsedTime(begin).TotalSeconds:0.0} s: {exception.Message}";
            }
        }
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

    static FakeScript AnswerWith(FakeScript answer, bool answersSetup) =>
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
                if (answersSetup)
                {
                    await ReadQuestionAsync(connection, cancellationToken);
                    await connection.SendAsync(Done, cancellationToken);
                }

                await FakePostgres.ReadMessageAsync(connection, cancellationToken);
                await answer(connection, cancellationToken);
            }
        );

    static async Task ReadQuestionAsync(FakeConnection connection, CancellationToken cancellationToken)
    {
        while ((await FakePostgres.ReadMessageAsync(connection, cancellationToken)).Type != 'S') { }
    }

    static FakeScript Then(byte[] answer) =>
        async (connection, cancellationToken) =>
        {
            await connection.SendAsync(answer, cancellationToken);
            await connection.HangAsync(cancellationToken);
        };

    static FakeScript Endless(byte[] head) => (connection, cancellationToken) => Flood.SendAsync(connection, head, cancellationToken);

    static FakeScript Again(byte[] message) =>
        (connection, cancellationToken) => Flood.SendAsync(connection, _ => message, cancellationToken);

    static FakeScript Huge(char type) => Endless([(byte)type, 0x7f, 0xff, 0xff, 0xff]);
}
