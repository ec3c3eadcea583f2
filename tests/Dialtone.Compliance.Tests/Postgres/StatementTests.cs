using System.Diagnostics;
using Dialtone.Errors;
using Dialtone.Servers;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>Statements that are cancelled, run out of time, fail, or lose their connection; and what the server says besides.</summary>
public sealed class StatementTests(TestServers servers) : PostgresTests(servers)
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Cancelling_reaches_the_server(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var name = $"cancelling-{Guid.NewGuid():N}";
        await using var engine = EngineOf(server, name);
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var running = engine.ExecuteAsync("select pg_sleep(600)", cancelling.Token);
        await UntilAsync(
            server,
            $"select count(*) from pg_stat_activity where application_name = '{name}' and wait_event = 'PgSleep'",
            "1"
        );
        await cancelling.CancelAsync();

        var cancelled = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal(cancelling.Token, cancelled.CancellationToken);
        await UntilAsync(server, $"select count(*) from pg_stat_activity where application_name = '{name}' and state <> 'idle'", "0");
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
        Assert.Equal("1", await CountAsync(server, name));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Cancelling_between_rows(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = EngineOf(server, "between rows");
        using var cancelling = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var count = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var row in engine.QueryAsync("select generate_series(1, 1000000000)", cancelling.Token))
            {
                if (++count == 1000)
                {
                    await cancelling.CancelAsync();
                }
            }
        });

        Assert.InRange(count, 1000, 10_000_000);
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    /// <summary>The caller who stops reading does not wait for a thousand million rows.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Leaving_early_ends_the_statement(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var name = $"leaving-{Guid.NewGuid():N}";
        await using var engine = EngineOf(server, name);
        var start = Stopwatch.GetTimestamp();

        await foreach (var row in engine.QueryAsync("select generate_series(1, 1000000000)", Token))
        {
            Assert.Equal(1, row[0]);
            break;
        }
        Assert.Equal(1, await engine.ScalarAsync<int>("select generate_series(1, 1000000000)", Token));
        Assert.Equal(2, await engine.QueryAsync<int>("select generate_series(2, 1000000000)", Token).FirstAsync(Token));

        Assert.True(Stopwatch.GetElapsedTime(start) < Soon);
        Assert.Equal("1", await CountAsync(server, name));
    }

    /// <summary>What changes data is not undone because nobody read what it returned.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Leaving_early_keeps_the_work(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = EngineOf(server, "keeps");
        var table = Sql.Sql.Identifier($"kept_{Guid.NewGuid():N}");
        await engine.ExecuteAsync($"create table {table} (id int)", Token);

        Assert.Equal(1, await engine.ScalarAsync<int>($"insert into {table} select generate_series(1, 300000) returning id", Token));
        Assert.Equal(
            1,
            await engine.ScalarAsync<int>(
                $"with new as (insert into {table} select generate_series(1, 300000) returning id) select id from new",
                Token
            )
        );

        Assert.Equal(600_000, await engine.ScalarAsync<long>($"select count(*) from {table}", Token));
        await engine.ExecuteAsync($"drop table {table}", Token);
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Time_limit(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var name = $"limit-{Guid.NewGuid():N}";
        await using var engine = EngineOf(server, name, new() { StatementTimeout = TimeSpan.FromSeconds(1) });
        var start = Stopwatch.GetTimestamp();

        var failure = await RefusalAsync(() => engine.ScalarAsync<object>("select pg_sleep(600)", Token));

        Assert.InRange(Stopwatch.GetElapsedTime(start), TimeSpan.FromSeconds(0.9), Soon);
        Assert.Equal((ErrorKind.Timeout, "57014"), (failure.Kind, failure.SqlState));
        Assert.Contains("StatementTimeout", failure.Failure.Fix, StringComparison.Ordinal);
        await UntilAsync(server, $"select count(*) from pg_stat_activity where application_name = '{name}' and state <> 'idle'", "0");
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));

        await using var limited = Engine.Create(TargetOf(server, PostgresUsers.Trusted, "options='-c statement_timeout=100'"));
        var own = await RefusalAsync(() => limited.ScalarAsync<object>("select pg_sleep(600)", Token));
        Assert.Equal((ErrorKind.Timeout, "57014"), (own.Kind, own.SqlState));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Errors_keep_the_servers_report(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = EngineOf(server, "errors");
        (string Sql, string State, ErrorKind Kind)[] cases =
        [
            ("select nosuch", "42703", ErrorKind.Statement),
            ("selec", "42601", ErrorKind.Statement),
            ("select * from nosuch", "42P01", ErrorKind.Statement),
            ("select 1 / 0", "22012", ErrorKind.Data),
            ("select 'x'::int", "22P02", ErrorKind.Data),
            ("select * from pg_authid", "42501", ErrorKind.Permission),
            ("do $$ begin raise exception 'mine' using errcode = '40001'; end $$", "40001", ErrorKind.Retryable),
            ("do $$ begin raise exception 'mine' using errcode = '40P01'; end $$", "40P01", ErrorKind.Retryable),
            ("do $$ begin raise exception 'mine' using errcode = '23505', constraint = 'c'; end $$", "23505", ErrorKind.Integrity),
            ("do $$ begin raise exception 'mine' using errcode = '53200'; end $$", "53200", ErrorKind.Resources),
        ];
        foreach (var (sql, state, kind) in cases)
        {
            var failure = await RefusalAsync(() => engine.ExecuteAsync(sql, Token));
            Assert.Equal((ErrorStage.Statement, kind, state), (failure.Stage, failure.Kind, failure.SqlState));
            Assert.Equal(kind is ErrorKind.Retryable or ErrorKind.Resources, failure.IsTransient);
            Assert.Equal(failure.Failure.What, failure.Failure.Server!.Message);
        }

        const string raise =
            "do $$ begin raise exception 'what' using detail = 'more', hint = 'try', errcode = '23505', constraint = 'one'; end $$";
        var report = (await RefusalAsync(() => engine.ExecuteAsync(raise, Token))).Failure.Server!;
        Assert.Equal(
            ("ERROR", "what", "more", "try", "one"),
            (report.Severity, report.Message, report.Detail, report.Hint, report.Constraint)
        );
        Assert.Contains("inline_code_block", report.Context, StringComparison.Ordinal);
        Assert.Equal(8, (await RefusalAsync(() => engine.ExecuteAsync("select nosuch", Token))).Failure.Server!.Position);
    }

    /// <summary>An error in a late row comes out where the row is read.</summary>
    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Error_in_a_late_row(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = EngineOf(server, "late");

        var failure = await RefusalAsync(async () =>
            await engine.QueryAsync("select 1 / (50000 - i) from generate_series(1, 100000) i", Token).CountAsync(Token)
        );

        Assert.Equal((ErrorStage.Result, ErrorKind.Data, "22012"), (failure.Stage, failure.Kind, failure.SqlState));
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Terminated_sessions(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var name = $"terminated-{Guid.NewGuid():N}";
        await using var engine = EngineOf(server, name);
        var kill = $"select count(pg_terminate_backend(pid)) from pg_stat_activity where application_name = '{name}'";

        var running = engine.ExecuteAsync("select pg_sleep(600)", Token);
        await UntilAsync(
            server,
            $"select count(*) from pg_stat_activity where application_name = '{name}' and wait_event = 'PgSleep'",
            "1"
        );
        await server.ExecuteAsync(kill, Token);
        AssertLost(await RefusalAsync(() => running));
        // The second one comes when the pool is through with the session of the first.
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));

        Assert.Equal("1", await server.ExecuteAsync(kill, Token));
        await UntilAsync(server, $"select count(*) from pg_stat_activity where application_name = '{name}'", "0");
        AssertLost(await RefusalAsync(() => engine.ScalarAsync<int>("select 1", Token)));
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
        Assert.Equal("1", await CountAsync(server, name));
    }

    [Theory]
    [InlineData("disable")]
    [InlineData("require")]
    public async Task Cut_lines(string sslmode)
    {
        var server = await ServerAsync(PostgresRelease.V18);
        await using var proxy = FaultProxy.Start(server.Port);
        await using var engine = Engine.Create(
            TargetOf(proxy.Port, PostgresUsers.Trusted, $"sslmode={sslmode}"),
            options: new() { PoolSize = 1, PoolOverflow = 0 }
        );
        // The second one comes when the pool is through with the session of the first.
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));

        proxy.CutNow();
        AssertLost(await RefusalAsync(() => engine.ScalarAsync<int>("select 1", Token)));
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));

        var failure = await RefusalAsync(async () =>
        {
            await foreach (var row in engine.QueryAsync("select repeat('x', 1000) from generate_series(1, 1000000)", Token))
            {
                proxy.CutNow();
            }
        });
        Assert.Equal((ErrorKind.Disconnected, "08006"), (failure.Kind, failure.SqlState));
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task Notices(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        var notices = new List<Notice>();
        await using var engine = EngineOf(server, "notices", new() { OnNotice = notices.Add });

        await engine.ExecuteAsync("do $$ begin raise notice 'first'; raise warning 'second'; end $$", Token);
        await engine.ExecuteAsync("drop table if exists nosuch", Token);
        await engine.ExecuteAsync("do $$ begin raise notice 'fourth' using detail = 'more', hint = 'try'; end $$", Token);

        Assert.Equal(
            [
                new(true, "NOTICE", "first"),
                new(true, "WARNING", "second"),
                new(true, "NOTICE", "table \"nosuch\" does not exist, skipping"),
                new(true, "NOTICE", "fourth\nDETAIL:  more\nHINT:  try"),
            ],
            notices
        );
    }

    static void AssertLost(DatabaseException failure)
    {
        Assert.True(failure.Kind is ErrorKind.Disconnected or ErrorKind.Failover, $"{failure.Kind}: {failure}");
        Assert.True(failure.SqlState is "57P01" or "08006", failure.SqlState);
        Assert.True(failure.IsTransient);
    }

    static Engine EngineOf(PostgresServer server, string name, EngineOptions? options = null) =>
        Engine.Create(TargetOf(server, PostgresUsers.Trusted, $"application_name='{name}' sslmode=require"), options: options);

    static Task<string> CountAsync(PostgresServer server, string name) =>
        server.ExecuteAsync($"select count(*) from pg_stat_activity where application_name = '{name}'", Token);

    static async Task UntilAsync(PostgresServer server, string sql, string expected)
    {
        var start = Stopwatch.GetTimestamp();
        while (await server.ExecuteAsync(sql, Token) is var found && found != expected)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), $"{sql} gives {found}");
            await Task.Delay(20, Token);
        }
    }
}
