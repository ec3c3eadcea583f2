using System.Runtime.CompilerServices;
using Dialtone.Dialects;
using Dialtone.Errors;

namespace Dialtone;

public sealed partial class Engine
{
    /// <summary>Listens to channels of PostgreSQL and gives what is sent to them, until the token is cancelled or the loop is left.</summary>
    /// <remarks>
    /// Takes a connection of the pool for as long as it lasts. What is sent while nobody listens is lost, also after a lost connection: begin
    /// again then, and look for what was missed. Notifications that come while one is handled wait in memory.
    /// </remarks>
    /// <param name="channels">The channels as <c>pg_notify</c> spells them: upper and lower case differ.</param>
    /// <param name="cancellationToken">Ends the wait with an <see cref="OperationCanceledException"/>.</param>
    /// <exception cref="DatabaseException">The connection was lost, or the dialect has no notifications.</exception>
    public async IAsyncEnumerable<Notification> ListenAsync(
        IReadOnlyCollection<string> channels,
        [EnumeratorCancellation] CancellationToken cancellationToken = default
    )
    {
        ArgumentNullException.ThrowIfNull(channels);
        ArgumentOutOfRangeException.ThrowIfZero(channels.Count);
        var lease = await Context.RentAsync("LISTEN", cancellationToken).ConfigureAwait(false);
        await using (lease.ConfigureAwait(false))
        {
            var received = new Queue<Notification>();
            var driver = lease.Driver;
            using var registration = Connector.Receive(driver, received.Enqueue);
            await GuardAsync(lease, token => Connector.ListenAsync(driver, channels, token), cancellationToken).ConfigureAwait(false);
            while (true)
            {
                while (received.TryDequeue(out var notification))
                {
                    yield return notification;
                }

                await GuardAsync(lease, token => Connector.WaitAsync(driver, token), cancellationToken).ConfigureAwait(false);
            }
        }
    }

    async Task GuardAsync(Lease lease, Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            lease.Watch(TimeSpan.Zero, Clock, cancellationToken);
            await work(cancellationToken).ConfigureAwait(false);
            lease.Leave();
        }
        catch (Exception exception) when (exception is OperationCanceledException || lease.Knows(exception))
        {
            throw Fail(exception, ErrorStage.Statement, lease, cancellationToken);
        }
    }
}
