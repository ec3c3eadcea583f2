namespace Dialtone.Cli.Commands;

/// <summary>What a command line names to connect to.</summary>
/// <param name="Target">The target's text; <see langword="null"/> for the environment and defaults.</param>
/// <param name="Arguments">The parameters that win over it.</param>
/// <param name="StrictTls">Whether what weakens TLS is refused.</param>
sealed record Destination(string? Target, ConnectArgs Arguments, bool StrictTls);
