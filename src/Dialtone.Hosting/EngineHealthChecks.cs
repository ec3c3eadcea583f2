using Microsoft.Extensions.DependencyInjection;

namespace Dialtone.Hosting;

/// <summary>Engines among a program's health checks.</summary>
public static class EngineHealthChecks
{
    /// <summary>Adds a check that the engine's database answers, in the role that the target asks for, and that its pool is not exhausted.</summary>
    /// <param name="builder">The health checks.</param>
    /// <param name="name">The check's name.</param>
    /// <param name="key">The engine's key.</param>
    /// <param name="timeout">The longest wait. Default: 5 seconds.</param>
    public static IHealthChecksBuilder AddDialtone(
        this IHealthChecksBuilder builder,
        string name = "dialtone",
        object? key = null,
        TimeSpan? timeout = null
    )
    {
        ArgumentNullException.ThrowIfNull(builder);
        return builder.Add(
            new(
                name,
                provider => new EngineHealthCheck(
                    key is null ? provider.GetRequiredService<Engine>() : provider.GetRequiredKeyedService<Engine>(key)
                ),
                failureStatus: null,
                tags: ["database"],
                timeout ?? TimeSpan.FromSeconds(5)
            )
        );
    }
}
