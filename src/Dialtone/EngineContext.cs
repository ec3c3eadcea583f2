using Dialtone.Diagnosis;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Pooling;

namespace Dialtone;

/// <summary>What an engine and everything that comes from it share.</summary>
sealed record EngineContext(Connector Connector, Pool Pool, EngineOptions Options, EngineObserver Observer)
{
    /// <summary>A session of the pool for one user.</summary>
    /// <param name="holder">A name for those who wait in vain, or <see langword="null"/>: the statements name it then.</param>
    /// <param name="cancellationToken">Ends the wait.</param>
    public async ValueTask<Lease> RentAsync(string? holder, CancellationToken cancellationToken)
    {
        try
        {
            var session = await Pool.RentAsync(holder, cancellationToken).ConfigureAwait(false);
            return new(Pool, Connector, session, null, isOwned: true);
        }
        catch (DatabaseException exception)
        {
            exception.Diagnosis ??= KnownCauses.Hint(exception.Failure, Connector.Target);
            throw;
        }
    }
}
