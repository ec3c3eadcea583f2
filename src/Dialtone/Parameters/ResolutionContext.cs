namespace Dialtone.Parameters;

/// <summary>Everything outside the target that a resolution may look at; injected, so that a resolution is a pure function.</summary>
sealed record ResolutionContext
{
    /// <summary>Environment variables; a variable that is set to nothing is an empty string, an unset one is <see langword="null"/>.</summary>
    public required Func<string, string?> Environment { get; init; }

    /// <summary>The user's home folder, or <see langword="null"/> if there is none.</summary>
    public string? HomeDirectory { get; init; }

    /// <summary>The operating system's name of the user.</summary>
    public required string UserName { get; init; }

    /// <summary>The folder of the server's Unix socket when no host is given; <see langword="null"/> means TCP to localhost.</summary>
    public string? DefaultSocketDirectory { get; init; }

    /// <summary>The folder of the system-wide service file when PGSYSCONFDIR is unset.</summary>
    public string? SystemConfigurationDirectory { get; init; }

    /// <summary>Stub until Parameters lands.</summary>
    public static ResolutionContext System() => throw new NotSupportedException();
}
