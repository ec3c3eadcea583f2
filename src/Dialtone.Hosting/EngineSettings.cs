namespace Dialtone.Hosting;

/// <summary>What a section of a configuration says of an engine.</summary>
/// <param name="Target">The target; <see langword="null"/> for environment and defaults.</param>
/// <param name="ConnectArgs">Parameters that win over the target's.</param>
/// <param name="Options">How the engine behaves.</param>
public sealed record EngineSettings(string? Target, ConnectArgs ConnectArgs, EngineOptions Options)
{
    /// <summary>Makes the engine; opens no connection.</summary>
    /// <exception cref="Errors.DatabaseException">The target or its parameters are not valid, or an option has no meaning.</exception>
    public Engine CreateEngine() => Engine.Create(Target, ConnectArgs, Options);
}
