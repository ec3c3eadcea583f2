using System.Collections.Concurrent;
using Dialtone.Errors;

namespace Dialtone.Compliance.Tests.Faults;

/// <summary>Users who insert rows of their own, one transaction each, through whatever faults there are, and keep count of what they were told.</summary>
sealed class Load(Engine engine, string table)
{
    static readonly RetryOptions Patient = new() { MaximumAttempts = 200, MaximumDelay = TimeSpan.FromMilliseconds(100) };

    readonly ConcurrentBag<int> acknowledged = [];
    readonly ConcurrentBag<int> unknown = [];
    volatile bool isOver;
    int next;

    /// <summary>How many rows were acknowledged.</summary>
    public int Done => acknowledged.Count;

    public int Unknown => unknown.Count;

    /// <summary>One user; ends after <see cref="Stop"/>.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!isOver)
        {
            var id = Interlocked.Increment(ref next);
            try
            {
                await engine.RunInTransactionAsync(
                    async (transaction, token) =>
                    {
                        await transaction.ExecuteAsync("insert into " + table + " values (" + id + ")", token);
                        await transaction.ScalarAsync<int>("select max(id) from " + table, token);
                    },
                    retry: Patient,
                    cancellationToken: cancellationToken
                );
                acknowledged.Add(id);
            }
            catch (DatabaseException failure) when (failure.IsOutcomeUnknown)
            {
                unknown.Add(id);
            }
            catch (DatabaseException failure) when (failure.Kind is not ErrorKind.Integrity)
            {
                // Reported as not done, which Verify checks. A row that is there twice would be a failure of the first kind.
            }
        }
    }

    public void Stop() => isOver = true;

    public async Task UntilDoneAsync(int count, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(TimeSpan.FromSeconds(30));
        while (Done < count)
        {
            await Task.Delay(10, limit.Token);
        }
    }

    /// <summary>Every acknowledged row is there; whatever is there was acknowledged or reported as unknown.</summary>
    public void Verify(IReadOnlySet<int> kept)
    {
        Assert.Empty(acknowledged.Except(kept));
        Assert.Empty(kept.Except(acknowledged.Concat(unknown)));
        Assert.Equal(acknowledged.Count, acknowledged.Distinct().Count());
    }
}
