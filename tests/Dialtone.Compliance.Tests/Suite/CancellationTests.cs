using System.Diagnostics;
using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>A statement ends when its caller gives it up, and the session survives.</summary>
public abstract class CancellationTests(Backend backend)
{
    // The machine may be busy; the statements themselves would run for minutes.
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_running_statement_is_cancelled_at_the_server()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var clock = Stopwatch.StartNew();
        source.CancelAfter(TimeSpan.FromMilliseconds(500));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.ScalarAsync<long>(backend.Endless, source.Token));

        Assert.InRange(clock.Elapsed, TimeSpan.Zero, Soon);
        Assert.Equal(1, await connection.ScalarAsync<int>("select 1", Token));
    }

    [Fact]
    public async Task The_callers_thread_is_free_while_a_statement_runs()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var running = connection.ScalarAsync<long>(backend.Endless, source.Token);
        Assert.False(running.IsCompleted);
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
    }

    [Fact]
    public async Task Reading_is_cancelled_between_rows()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var count = 0;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () =>
        {
            await foreach (var _ in connection.QueryAsync(backend.Numbers(5_000_000), source.Token))
            {
                if (++count == 10)
                {
                    await source.CancelAsync();
                }
            }
        });

        Assert.Equal(10, count);
        Assert.Equal(1, await connection.ScalarAsync<int>("select 1", Token));
    }

    [Fact]
    public async Task A_cancelled_token_runs_nothing()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);
        var table = Backend.NewTable();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            connection.ExecuteAsync("create table " + table + " (a int)", new CancellationToken(canceled: true))
        );

        await Assert.ThrowsAsync<DatabaseException>(() => connection.ExecuteAsync("drop table " + table, Token));
    }

    [Fact]
    public async Task A_statement_ends_at_its_time_limit()
    {
        await using var engine = await backend.CreateAsync(new() { StatementTimeout = TimeSpan.FromSeconds(1) });
        await using var connection = await engine.ConnectAsync(Token);
        var clock = Stopwatch.StartNew();

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => connection.ScalarAsync<long>(backend.Endless, Token));

        Assert.Equal(ErrorKind.Timeout, exception.Kind);
        Assert.InRange(clock.Elapsed, TimeSpan.FromMilliseconds(900), Soon);
        Assert.Equal(1, await connection.ScalarAsync<int>("select 1", Token));
    }

    [Fact]
    public async Task Rows_that_nobody_reads_are_dropped()
    {
        await using var engine = await backend.CreateAsync();
        await using var connection = await engine.ConnectAsync(Token);

        var first = await connection.QueryAsync<int>(backend.Numbers(100_000), Token).FirstAsync(Token);

        Assert.Equal(1, first);
        Assert.Equal(1, await connection.ScalarAsync<int>("select 1", Token));
    }
}
