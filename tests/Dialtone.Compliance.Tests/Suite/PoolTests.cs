using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;
using Dialtone.Pooling;
using Microsoft.Extensions.Time.Testing;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>Restates SQLAlchemy's pool tests: waiting, order, overflow, age, invalidation, disposing.</summary>
public abstract class PoolTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    static EngineOptions One => new() { PoolSize = 1, PoolOverflow = 0 };

    /// <summary>Restates: the wait has the limit that was asked for, also below a second; the error says who holds the connection.</summary>
    [Fact]
    public async Task A_wait_in_vain_ends_in_time_and_names_the_holders()
    {
        await using var engine = await backend.CreateAsync(One with { PoolTimeout = TimeSpan.FromMilliseconds(150) });
        await using var connection = await engine.ConnectAsync(Token);
        await connection.ScalarAsync<string>("select 'tell nobody'", Token);

        var failure = await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select 1", Token));

        Assert.Equal(ErrorKind.Resources, failure.Kind);
        Assert.Contains("within 0.15 s: all 1 of the pool", failure.Failure.What, StringComparison.Ordinal);
        Assert.Contains("select ?", failure.Failure.Origin, StringComparison.Ordinal);
        Assert.DoesNotContain("tell nobody", failure.ToString(), StringComparison.Ordinal);
        await connection.DisposeAsync();
        await using var named = await engine.ConnectAsync("nightly import", Token);
        var again = await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<int>("select 1", Token));
        Assert.Contains("nightly import", again.Failure.Origin, StringComparison.Ordinal);
        await named.DisposeAsync();
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    /// <summary>Restates: those who wait are woken in order, and nobody gets a connection twice.</summary>
    [Fact]
    public async Task Waiters_are_served_in_order()
    {
        await using var engine = await backend.CreateAsync(One);
        var held = await engine.ConnectAsync(Token);
        var order = new List<int>();
        List<Task> waiting = [];
        for (var index = 0; index < 5; index++)
        {
            var number = index;
            waiting.Add(TakeAsync(number));
        }
        Assert.Equal(5, engine.Pool.Waiting);

        await held.DisposeAsync();
        await held.DisposeAsync();
        await Task.WhenAll(waiting);

        Assert.Equal([0, 1, 2, 3, 4], order);
        Assert.Equal((1, 0), (engine.Pool.Open, engine.Pool.Waiting));

        async Task TakeAsync(int number)
        {
            await using var connection = await engine.ConnectAsync(Token);
            order.Add(number);
            Assert.Equal(number, await connection.ScalarAsync<int>("select " + number, Token));
        }
    }

    /// <summary>Restates: a wait that is cancelled takes no connection with it.</summary>
    [Fact]
    public async Task A_cancelled_wait_leaks_nothing()
    {
        await using var engine = await backend.CreateAsync(One);
        var held = await engine.ConnectAsync(Token);
        using var cancelling = new CancellationTokenSource();
        var waiting = engine.ConnectAsync(cancelling.Token);
        await cancelling.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);

        await held.DisposeAsync();

        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
        Assert.Equal(1, engine.Pool.Open);
    }

    /// <summary>Restates: overflow connections are closed, the others stay; but only when nobody has needed them for a while.</summary>
    [Fact]
    public async Task Overflow_goes_when_the_rush_is_over()
    {
        var closed = 0;
        var opened = 0;
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        await using var engine = await backend.CreateAsync(
            new()
            {
                Time = time,
                PoolSize = 2,
                PoolOverflow = 3,
                Events = new()
                {
                    Connected = _ => Interlocked.Increment(ref opened),
                    Closed = reason => closed += reason == CloseReason.Overflow ? 1 : 0,
                },
            }
        );
        for (var rush = 0; rush < 3; rush++)
        {
            var connections = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => engine.ConnectAsync(Token)));
            Assert.Equal(new PoolStatistics(5, 0, 0, 5), engine.Pool);
            foreach (var connection in connections)
            {
                await connection.DisposeAsync();
            }

            time.Advance(TimeSpan.FromSeconds(1));
        }

        Assert.Equal((5, 0), (opened, closed));
        time.Advance(TimeSpan.FromSeconds(5));
        await UntilAsync(() => engine.Pool is { Open: 2, Idle: 2 });
        Assert.Equal(3, closed);
    }

    /// <summary>Restates: a connection over its age is replaced, at checkout or on return; and idle ones go after a while.</summary>
    [Fact]
    public async Task Age_and_idleness_end_connections()
    {
        var time = new FakeTimeProvider(DateTimeOffset.UtcNow);
        var reasons = new List<CloseReason>();
        await using var engine = await backend.CreateAsync(
            new()
            {
                Time = time,
                MaximumAge = TimeSpan.FromHours(1),
                IdleTimeout = TimeSpan.FromHours(2),
                MinimumIdle = 1,
                HealthCheckAfter = Timeout.InfiniteTimeSpan,
                Events = new() { Closed = reasons.Add },
            }
        );
        await engine.WarmUpAsync(Token);
        Assert.Equal(1, engine.Pool.Idle);

        time.Advance(TimeSpan.FromMinutes(53));
        await engine.ScalarAsync<int>("select 1", Token);
        await UntilAsync(() => engine.Pool.Idle == 1);
        Assert.Empty(reasons);
        time.Advance(TimeSpan.FromMinutes(8));
        await engine.ScalarAsync<int>("select 1", Token);
        await UntilAsync(() => reasons.Count == 1);
        Assert.Equal(CloseReason.Age, Assert.Single(reasons));

        await Task.WhenAll(Enumerable.Range(0, 3).Select(_ => HoldAsync(engine)));
        await UntilAsync(() => engine.Pool.Idle == engine.Pool.Open);
        time.Advance(TimeSpan.FromHours(2));
        await UntilAsync(() => engine.Pool.Idle == 1);
    }

    /// <summary>Restates: invalidating the pool replaces the idle connections, and those in use when they come back.</summary>
    [Fact]
    public async Task Invalidation_replaces_every_connection()
    {
        var closed = 0;
        await using var engine = await backend.CreateAsync(
            new()
            {
                PoolSize = 2,
                PoolOverflow = 0,
                Events = new() { Closed = reason => closed += reason == CloseReason.Invalidated ? 1 : 0 },
            }
        );
        var held = await engine.ConnectAsync(Token);
        await (await engine.ConnectAsync(Token)).DisposeAsync();

        engine.Invalidate();
        Assert.Equal(1, await held.ScalarAsync<int>("select 1", Token));
        await held.DisposeAsync();

        await UntilAsync(() => closed == 2);
        Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
    }

    /// <summary>Restates: a disposed engine opens nothing any more, and a connection in use ends with its user.</summary>
    [Fact]
    public async Task A_disposed_engine_gives_no_connection()
    {
        var engine = await backend.CreateAsync(One with { PoolOverflow = 1 });
        var held = await engine.ConnectAsync(Token);
        await using var second = await engine.ConnectAsync(Token);
        var waiting = engine.ConnectAsync(Token);

        await engine.DisposeAsync();
        await engine.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => waiting);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.ConnectAsync(Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.ScalarAsync<int>("select 1", Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(() => engine.BeginAsync(cancellationToken: Token));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await engine.DataSource.OpenConnectionAsync(Token));
        Assert.Equal(1, await held.ScalarAsync<int>("select 1", Token));
        await held.DisposeAsync();
        await second.DisposeAsync();
        await UntilAsync(() => engine.Pool.Open == 0);
    }

    /// <summary>Restates: a connection that was given back is not the caller's any more.</summary>
    [Fact]
    public async Task A_returned_connection_runs_nothing()
    {
        await using var engine = await backend.CreateAsync(One);
        var connection = await engine.ConnectAsync(Token);
        await connection.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => connection.ScalarAsync<int>("select 1", Token));
    }

    /// <summary>Restates the order of pool events: connect, checkout, checkin, close.</summary>
    [Fact]
    public async Task Events_come_in_order()
    {
        var events = new List<string>();
        var engine = await backend.CreateAsync(
            One with
            {
                Events = new()
                {
                    Connected = _ => events.Add("connected"),
                    CheckedOut = () => events.Add("out"),
                    CheckedIn = () => events.Add("in"),
                    Closed = _ => events.Add("closed"),
                    Executing = _ => events.Add("executing"),
                    Executed = (_, _) => events.Add("executed"),
                    Failed = (_, _) => events.Add("failed"),
                    Began = () => events.Add("began"),
                    Committed = () => events.Add("committed"),
                    RolledBack = () => events.Add("rolled back"),
                },
            }
        );
        await using (var transaction = await engine.BeginAsync(cancellationToken: Token))
        {
            await transaction.ScalarAsync<int>("select 1", Token);
            await transaction.CommitAsync(Token);
        }
        await using (await engine.BeginAsync(cancellationToken: Token)) { }
        await Assert.ThrowsAsync<DatabaseException>(() => engine.ExecuteAsync("select * from nowhere", Token));
        await engine.DisposeAsync();

        string[] expected =
        [
            "connected",
            .. (string[])["out", "began", "executing", "executed", "committed", "in"],
            .. (string[])["out", "began", "rolled back", "in"],
            .. (string[])["out", "executing", "failed", "in"],
        ];
        Assert.Equal(expected, events.Take(expected.Length));
        Assert.Equal("closed", events[^1]);
    }

    /// <summary>The hook runs on every new connection, and its failure fails the connect and leaks nothing.</summary>
    [Fact]
    public async Task On_connect_hook()
    {
        var calls = 0;
        await using var engine = await backend.CreateAsync(
            One with
            {
                OnConnectSql = "select 1;",
                OnConnect = (driver, _) =>
                {
                    Assert.Equal(System.Data.ConnectionState.Open, driver.State);
                    return ++calls == 1 ? throw new InvalidOperationException("not today") : default;
                },
            }
        );

        await Assert.ThrowsAnyAsync<Exception>(() => engine.ConnectAsync(Token));
        Assert.Equal(0, engine.Pool.Open);
        await using var connection = await engine.ConnectAsync(Token);
        Assert.Equal(2, calls);
    }

    static async Task HoldAsync(Engine engine)
    {
        await using var connection = await engine.ConnectAsync(Token);
        await Task.Yield();
    }

    static async Task UntilAsync(Func<bool> condition)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(TimeSpan.FromSeconds(20));
        while (!condition())
        {
            await Task.Delay(5, limit.Token);
        }
    }
}
