using Dialtone.Cli.Terminal;
using Dialtone.Shell.Display;

namespace Dialtone.Shell.Backslash;

/// <summary>What a session is opened with.</summary>
sealed record SessionOptions
{
    /// <summary>The standard streams.</summary>
    public required Stdio Io { get; init; }

    /// <summary>The target as it was given.</summary>
    public string? Target { get; init; }

    /// <summary>The parameters that win over it.</summary>
    public ConnectArgs Arguments { get; init; } = new();

    /// <summary>Whether the server refuses every change.</summary>
    public bool ReadOnly { get; init; }

    /// <summary>Whether statements that destroy are asked about on a terminal.</summary>
    public bool Confirms { get; init; } = true;

    /// <summary>Makes an engine for a target.</summary>
    public required Func<string?, ConnectArgs, Engine> CreateEngine { get; init; }

    /// <summary>The terminal as it is now.</summary>
    public Func<Screen> Screen { get; init; } = () => Display.Screen.None;

    /// <summary>Asks a person a question on the terminal; the answer is not shown if it is a secret. <see langword="null"/> if nobody answers.</summary>
    public Func<string, bool, CancellationToken, Task<string?>> AskAsync { get; init; } = (_, _, _) => Task.FromResult<string?>(null);

    /// <summary>The clock.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
