using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;

namespace Dialtone.Hosting;

/// <summary>Engines as services.</summary>
public static class EngineServices
{
    /// <summary>
    /// Adds an engine as a singleton, with the container's log and clock; the container disposes it. It is made when it is first asked for.
    /// </summary>
    /// <param name="services">The services.</param>
    /// <param name="target">The target, as for <see cref="Engine.Create"/>.</param>
    /// <param name="connectArgs">Parameters that win over the target's.</param>
    /// <param name="options">How the engine behaves.</param>
    /// <param name="key">A key, where a program has several engines.</param>
    public static IServiceCollection AddDialtone(
        this IServiceCollection services,
        string? target,
        ConnectArgs? connectArgs = null,
        EngineOptions? options = null,
        object? key = null
    ) => services.AddEngine(new(target, connectArgs ?? [], options ?? new()), key);

    /// <summary>Adds an engine that a section of the configuration describes; see <see cref="EngineSection"/>. The section is checked at once.</summary>
    /// <param name="services">The services.</param>
    /// <param name="section">The section.</param>
    /// <param name="defaults">What holds where the section says nothing.</param>
    /// <param name="key">A key, where a program has several engines.</param>
    /// <exception cref="Errors.DatabaseException">The section has problems; all of them are named.</exception>
    public static IServiceCollection AddDialtone(
        this IServiceCollection services,
        IConfigurationSection section,
        EngineOptions? defaults,
        object? key
    ) => services.AddEngine(EngineSection.Read(section, defaults), key);

    /// <summary>Adds the engine that a section of the configuration describes; see <see cref="EngineSection"/>. The section is checked at once.</summary>
    /// <exception cref="Errors.DatabaseException">The section has problems; all of them are named.</exception>
    public static IServiceCollection AddDialtone(this IServiceCollection services, IConfigurationSection section) =>
        services.AddDialtone(section, defaults: null, key: null);

    static IServiceCollection AddEngine(this IServiceCollection services, EngineSettings settings, object? key)
    {
        ArgumentNullException.ThrowIfNull(services);
        if (key is null)
        {
            services.TryAddSingleton(provider => Create(settings, provider));
        }
        else
        {
            services.TryAddKeyedSingleton(key, (provider, _) => Create(settings, provider));
        }

        return services;
    }

    static Engine Create(EngineSettings settings, IServiceProvider provider)
    {
        var own = settings.Options;
        var options = own with
        {
            LoggerFactory = own.LoggerFactory ?? provider.GetService<ILoggerFactory>(),
            Time = own.Time == TimeProvider.System ? provider.GetService<TimeProvider>() ?? own.Time : own.Time,
        };
        return (settings with { Options = options }).CreateEngine();
    }
}
