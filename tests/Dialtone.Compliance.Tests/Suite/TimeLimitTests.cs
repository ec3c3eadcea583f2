using Dialtone.Compliance.Tests.Backends;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Suite;

/// <summary>A statement's limit is the server's own, stays with the session through its resets, and leaves the session whole.</summary>
public abstract class TimeLimitTests(Backend backend)
{
    static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_server_keeps_the_limit()
    {
        await using var engine = await backend.CreateAsync(
            new()
            {
                PoolSize = 1,
                PoolOverflow = 0,
                StatementTimeout = TimeSpan.FromMilliseconds(300),
            }
        );
        for (var use = 0; use < 2; use++)
        {
            var failure = await Assert.ThrowsAsync<DatabaseException>(() => engine.ScalarAsync<string>(backend.Endless, Token));
            Assert.Equal(ErrorKind.Timeout, failure.Kind);
            if (backend.TimeLimit is { } question)
            {
                Assert.StartsWith("0.3", await engine.ScalarAsync<string>(question, Token), StringComparison.Ordinal);
            }
            Assert.Equal(1, await engine.ScalarAsync<int>("select 1", Token));
        }
    }
}
