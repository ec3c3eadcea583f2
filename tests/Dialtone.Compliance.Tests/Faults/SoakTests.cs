using Dialtone.Compliance.Tests.Backends;
using Dialtone.Compliance.Tests.Postgres;
using Dialtone.Servers;
using Dialtone.Servers.Faults;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Faults;

/// <summary>200 users on a pool of 10 behind a line that is cut, hangs and lags at random; DIALTONE_SOAK_SECONDS sets how long (8).</summary>
public sealed class SoakTests(TestServers servers) : PostgresTests(servers)
{
    const int Users = 200;
    const int PoolSize = 10;

    [Fact]
    public async Task No_row_is_lost_or_doubled_no_connection_leaks_nobody_hangs_no_secret_is_logged()
    {
        var seconds = int.TryParse(Environment.GetEnvironmentVariable("DIALTONE_SOAK_SECONDS"), out var wanted) ? wanted : 8;
        var server = await ServerAsync(PostgresRelease.V18);
        await using var proxy = FaultProxy.Start(server.Port);
        var log = new MemoryLog();
        var name = $"soak-{Guid.NewGuid():N}";
        await using var engine = Engine.Create(
            TargetOf(proxy.Port, PostgresUsers.Scram, $"password='{PostgresUsers.Password}' sslmode=require application_name={name}"),
            options: new()
            {
                PoolSize = PoolSize,
                PoolOverflow = 0,
                PoolTimeout = TimeSpan.FromSeconds(60),
                ConnectTimeout = TimeSpan.FromSeconds(2),
                StatementTimeout = TimeSpan.FromSeconds(2),
                HealthCheckAfter = TimeSpan.FromMilliseconds(100),
                LoggerFactory = log,
            }
        );
        var table = Backend.NewTable();
        await engine.ExecuteAsync("create table " + table + " (id int primary key)", Token);
        var load = new Load(engine, table);
        var working = Enumerable.Range(0, Users).Select(_ => load.RunAsync(Token)).ToArray();

        await DisturbAsync(proxy, TimeSpan.FromSeconds(seconds));
        load.Stop();
        await Task.WhenAll(working).WaitAsync(TimeSpan.FromSeconds(90), Token);

        Assert.True(load.Done > 100, $"only {load.Done} rows");
        var kept = (await server.ExecuteAsync($"select id from {table}", Token)).Split('\n').Select(int.Parse).ToHashSet();
        load.Verify(kept);
        Assert.InRange(engine.Pool.Open, 0, PoolSize);
        Assert.Equal(0, engine.Pool.Waiting);
        await UntilAsync(() => Task.FromResult(engine.Pool.Idle == engine.Pool.Open));
        await engine.DisposeAsync();
        await UntilAsync(async () =>
            await server.ExecuteAsync($"select count(*) from pg_stat_activity where application_name = '{name}'", Token) == "0"
        );
        Assert.NotEmpty(log.Lines);
        Assert.DoesNotContain(log.Lines, line => line.Contains(PostgresUsers.Password, StringComparison.Ordinal));
    }

    static async Task DisturbAsync(FaultProxy proxy, TimeSpan time)
    {
        var random = new Random(42);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Token);
        limit.CancelAfter(time);
        try
        {
            while (true)
            {
                await Task.Delay(random.Next(50, 400), limit.Token);
                switch (random.Next(5))
                {
                    case 0:
                        proxy.CutNow();
                        break;
                    case 1:
                        proxy.Delay(TimeSpan.FromMilliseconds(random.Next(1, 20)));
                        break;
                    case 2:
                        proxy.Hang();
                        await Task.Delay(random.Next(50, 500), limit.Token);
                        proxy.CutNow();
                        break;
                    case 3:
                        proxy.CutAfter(random.Next(2000, 20_000), (ProxyDirection)random.Next(2));
                        break;
                    default:
                        proxy.Refuse();
                        await Task.Delay(random.Next(10, 200), limit.Token);
                        break;
                }

                await Task.Delay(random.Next(10, 100), limit.Token);
                proxy.Pass();
            }
        }
        catch (OperationCanceledException) when (!Token.IsCancellationRequested)
        {
            proxy.Pass();
        }
    }

    static async Task UntilAsync(Func<Task<bool>> condition)
    {
        for (var look = 0; !await condition(); look++)
        {
            Assert.True(look < 500, "it does not come to rest");
            await Task.Delay(20, Token);
        }
    }
}
