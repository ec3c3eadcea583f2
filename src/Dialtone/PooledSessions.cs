using Dialtone.Dialects;

namespace Dialtone;

/// <summary>An engine's pool for connections of ADO.NET.</summary>
sealed class PooledSessions(EngineContext context) : ISessionSource
{
    public async ValueTask<ISessionLease> RentAsync(CancellationToken cancellationToken) =>
        await context.RentAsync(null, cancellationToken).ConfigureAwait(false);
}
