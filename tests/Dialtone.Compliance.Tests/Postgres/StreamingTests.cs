using Dialtone.Servers;
using Dialtone.Servers.Postgres;

namespace Dialtone.Compliance.Tests.Postgres;

/// <summary>A result is never in memory as a whole.</summary>
public sealed class StreamingTests(TestServers servers) : PostgresTests(servers)
{
    const int Rows = 1_000_000;
    const long Limit = 32L << 20;

    sealed record Wide(int Id, string Text);

    [Theory]
    [MemberData(nameof(Releases))]
    public async Task A_million_rows_in_bounded_memory(PostgresRelease release)
    {
        var server = await ServerAsync(release);
        await using var engine = Engine.Create(TargetOf(server, PostgresUsers.Trusted, "sslmode=require"));
        const string sql = "select i as id, repeat('x', 100) as text from generate_series(1, 1000000) i";

        Assert.InRange(await GrowthAsync(engine.QueryAsync<Wide>(sql, Token), row => row.Id), long.MinValue, Limit);
    }

    [Fact]
    public async Task As_text()
    {
        var server = await ServerAsync(PostgresRelease.V18);
        await using var engine = Engine.Create(
            TargetOf(server, PostgresUsers.Trusted, "sslmode=require"),
            options: new() { TextOnly = true }
        );
        await using var result = await engine.ReadTextAsync("select i, repeat('x', 100) from generate_series(1, 1000000) i", null, Token);

        Assert.InRange(await GrowthAsync(Texts(result), int.Parse), long.MinValue, Limit);

        static async IAsyncEnumerable<string> Texts(TextResult result)
        {
            while (await result.ReadAsync(Token))
            {
                yield return result.GetText(0)!;
            }
        }
    }

    // The heap that is really in use, looked at while the rows go by.
    static async Task<long> GrowthAsync<T>(IAsyncEnumerable<T> rows, Func<T, int> number)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var (count, most) = (0, 0L);
        await foreach (var row in rows)
        {
            Assert.Equal(++count, number(row));
            if (count % 250_000 == 0)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: true) - before);
            }
        }
        Assert.Equal(Rows, count);
        return most;
    }
}
