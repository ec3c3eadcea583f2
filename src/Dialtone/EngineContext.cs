using Dialtone.Diagnosis;
using Dialtone.Dialects;
using Dialtone.Errors;
using Dialtone.Pooling;

namespace Dialtone;

/// <summary>What an engine and everything that comes from it share.</summary>
sealed record EngineContext(Connector Connector, Pool Pool, EngineOptions Options, EngineObserver Observer)
{
    /// <summary>How rows of statements that ran before fill records.</summary>
    public KnownShapes Shapes { get; } = new();

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

    /// <summary>The driver's exception as the engine's; a lost connection with what the knowledge base says about it.</summary>
    public DatabaseException Translate(Exception exception, ErrorStage stage) => Explain(Connector.Translate(exception, stage));

    /// <summary>Adds to a lost connection what the knowledge base says about it.</summary>
    public DatabaseException Explain(DatabaseException failure)
    {
        if (failure.Kind is ErrorKind.Disconnected or ErrorKind.Failover)
        {
            failure.Diagnosis ??= KnownCauses.Hint(failure.Failure, Connector.Target);
        }

        return failure;
    }
}
