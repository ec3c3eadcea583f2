using Dialtone.Errors;

namespace Dialtone;

public sealed partial class Engine
{
    /// <summary>
    /// Runs work in a transaction and commits it; runs all of it again when the server asks for that (serialization failure, deadlock) or when the
    /// connection was lost before the commit. When the answer to the commit was lost nothing is run again, because the work may be done.
    /// </summary>
    /// <param name="work">The work. It must do nothing outside the transaction that it may not do twice.</param>
    /// <param name="options">What the transaction shall be like.</param>
    /// <param name="retry">How often and how fast it is run again.</param>
    /// <param name="cancellationToken">Ends the work and the waits.</param>
    /// <exception cref="DatabaseException">The last failure; see <see cref="DatabaseException.IsOutcomeUnknown"/>.</exception>
    public async Task<T> RunInTransactionAsync<T>(
        Func<Transaction, CancellationToken, Task<T>> work,
        TransactionOptions? options = null,
        RetryOptions? retry = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        retry ??= new();
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var transaction = await BeginAsync(options, cancellationToken).ConfigureAwait(false);
                await using (transaction.ConfigureAwait(false))
                {
                    var result = await work(transaction, cancellationToken).ConfigureAwait(false);
                    if (transaction.IsActive)
                    {
                        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
                    }

                    return result;
                }
            }
            catch (DatabaseException failure) when (attempt < retry.MaximumAttempts && MayRunAgain(failure))
            {
                Context.Observer.Retrying(attempt, failure);
            }

            await Task.Delay(retry.DelayAfter(attempt), Options.Time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc cref="RunInTransactionAsync{T}"/>
    public Task RunInTransactionAsync(
        Func<Transaction, CancellationToken, Task> work,
        TransactionOptions? options = null,
        RetryOptions? retry = null,
        CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(work);
        return RunInTransactionAsync(
            async (transaction, token) =>
            {
                await work(transaction, token).ConfigureAwait(false);
                return true;
            },
            options,
            retry,
            cancellationToken
        );
    }

    static bool MayRunAgain(DatabaseException failure) =>
        !failure.IsOutcomeUnknown
        && failure.Kind is ErrorKind.Retryable or ErrorKind.Disconnected or ErrorKind.Failover or ErrorKind.Unreachable;
}
