using Dialtone.Errors;

namespace Dialtone.Tests;

/// <summary>An engine's options are checked as a whole.</summary>
public sealed class EngineOptionsTests
{
    [Fact]
    public void Options_without_meaning_are_refused_all_at_once()
    {
        var failure = Assert.Throws<DatabaseException>(() =>
            Engine.Create(
                "sqlite://",
                null,
                new()
                {
                    PoolSize = 0,
                    PoolTimeout = TimeSpan.Zero,
                    StatementTimeout = TimeSpan.FromSeconds(-1),
                }
            )
        );

        Assert.Contains("PoolSize=0", failure.Message, StringComparison.Ordinal);
        Assert.Contains("PoolTimeout=00:00:00", failure.Message, StringComparison.Ordinal);
        Assert.Contains("StatementTimeout=-00:00:01", failure.Message, StringComparison.Ordinal);
    }

    /// <summary>What belongs to the connections cannot differ where they are shared.</summary>
    [Fact]
    public async Task A_sub_engine_changes_only_what_is_its_own()
    {
        await using var engine = Engine.Create("sqlite://");

        var failure = Assert.Throws<DatabaseException>(() => engine.With(options => options with { PoolSize = 7 }));

        Assert.Equal(ErrorKind.Usage, failure.Kind);
        Assert.Contains("IsReadOnly", failure.Failure.Fix, StringComparison.Ordinal);
        await using var reader = engine.With(options => options with { IsReadOnly = true });
        Assert.True(reader.Options.IsReadOnly);
    }
}
