using System.Diagnostics;
using Dialtone.Errors;

namespace Dialtone.Tests.Dialects.Sqlite;

/// <summary>Waiting for another connection's lock: as long as the target says, and never longer than the caller wants.</summary>
public sealed class SqliteLockTests : IDisposable
{
    readonly string path = Path.Combine(Path.GetTempPath(), $"dialtone-{Guid.NewGuid():N}.db");

    static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        foreach (var suffix in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(path + suffix);
        }
    }

    [Fact]
    public async Task Readers_do_not_wait_for_a_writer()
    {
        await using var engine = await CreateAsync("");
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into t values (1)", Token);

        Assert.Equal(0, await engine.ScalarAsync<int>("select count(*) from t", Token));
    }

    [Fact]
    public async Task A_writer_that_waits_in_vain_is_told_why()
    {
        await using var engine = await CreateAsync("?timeout=0.3");
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into t values (1)", Token);
        var clock = Stopwatch.StartNew();

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => engine.ExecuteAsync("insert into t values (2)", Token));

        Assert.Equal((ErrorKind.Timeout, "55P03", true), (exception.Kind, exception.SqlState, exception.IsTransient));
        Assert.Equal(5, exception.Failure.Server?.Number);
        Assert.InRange(clock.ElapsedMilliseconds, 250, 4000);
    }

    [Fact]
    public async Task A_writer_goes_on_when_the_lock_is_gone()
    {
        await using var engine = await CreateAsync("?timeout=60");
        var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into t values (1)", Token);

        var waiting = Task.Run(() => engine.ExecuteAsync("insert into t values (2)", Token), Token);
        await transaction.CommitAsync(Token);
        await transaction.DisposeAsync();

        Assert.Equal(1, await waiting);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Waiting_can_be_given_up(bool begins)
    {
        await using var engine = await CreateAsync("?timeout=600");
        await using var transaction = await engine.BeginAsync(cancellationToken: Token);
        await transaction.ExecuteAsync("insert into t values (1)", Token);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);

        var waiting = Task.Run(
            async () =>
            {
                if (begins)
                {
                    await engine.BeginAsync(cancellationToken: source.Token);
                }
                else
                {
                    await engine.ExecuteAsync("insert into t values (2)", source.Token);
                }
            },
            Token
        );
        await source.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
    }

    [Fact]
    public async Task A_transaction_that_read_before_another_one_wrote_must_start_again()
    {
        await using var engine = await CreateAsync("");
        await using var connection = await engine.ConnectAsync(Token);
        await connection.ExecuteAsync("begin deferred", Token);
        Assert.Equal(0, await connection.ScalarAsync<int>("select count(*) from t", Token));
        await engine.ExecuteAsync("insert into t values (1)", Token);

        var exception = await Assert.ThrowsAsync<DatabaseException>(() => connection.ExecuteAsync("insert into t values (2)", Token));

        Assert.Equal((ErrorKind.Retryable, "40001"), (exception.Kind, exception.SqlState));
    }

    async Task<Engine> CreateAsync(string query)
    {
        var engine = Engine.Create($"sqlite:///{path}{query}");
        await engine.ExecuteAsync("create table t (a)", Token);
        return engine;
    }
}
