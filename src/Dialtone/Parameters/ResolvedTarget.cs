using System.Collections.Immutable;

namespace Dialtone.Parameters;

/// <summary>A target after resolution: every parameter with its source, and the hosts in order.</summary>
public sealed record ResolvedTarget
{
    /// <summary>The dialect's name: <c>postgresql</c>, <c>mysql</c> or <c>sqlite</c>.</summary>
    public required string Dialect { get; init; }

    /// <summary>Every parameter that has a value.</summary>
    public required ParameterSet Parameters { get; init; }

    /// <summary>The hosts to try, in order; empty for a database in a file.</summary>
    public required ImmutableArray<HostPlan> Hosts { get; init; }

    /// <summary>What the resolution passed over or what weakens security, one sentence each.</summary>
    public ImmutableArray<string> Warnings { get; init; } = [];

    /// <summary>The keywords that have no value, with the environment variable that could give them one.</summary>
    public ImmutableArray<ParameterDefinition> Unset { get; init; } = [];

    /// <summary>What strict TLS refuses, one sentence each; those that surprise are also among <see cref="Warnings"/>.</summary>
    internal ImmutableArray<string> TlsWeaknesses { get; init; } = [];

    /// <summary>The folder of libpq's default certificate files, whether it exists or not; <see langword="null"/> without a home folder.</summary>
    internal string? CertificateDirectory { get; init; }
}
