using Dialtone.Errors;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Dialtone.Hosting;

/// <summary>Asks an engine's database for one value.</summary>
sealed class EngineHealthCheck(Engine engine) : IHealthCheck
{
    /// <inheritdoc/>
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            await engine.ScalarAsync<int>("select 1", cancellationToken).ConfigureAwait(false);
        }
        catch (DatabaseException failure)
        {
            return new(context.Registration.FailureStatus, failure.Failure.Message, failure, Data());
        }

        var pool = engine.Pool;
        return pool.Waiting > 0
            ? HealthCheckResult.Degraded($"{pool.Waiting} users wait for one of {pool.Maximum} connections", data: Data())
            : HealthCheckResult.Healthy(data: Data());
    }

    Dictionary<string, object> Data()
    {
        var pool = engine.Pool;
        return new()
        {
            ["open"] = pool.Open,
            ["idle"] = pool.Idle,
            ["waiting"] = pool.Waiting,
            ["maximum"] = pool.Maximum,
        };
    }
}
