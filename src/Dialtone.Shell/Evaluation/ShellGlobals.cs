using Dialtone.Results;

namespace Dialtone.Shell.Evaluation;

/// <summary>What every C# input sees by name. The names are those of a prompt, not of a library.</summary>
public sealed class ShellGlobals
{
    readonly Func<Engine> currentEngine;
    readonly Func<Connection> currentConnection;

    internal ShellGlobals(Func<Engine> currentEngine, Func<Connection> currentConnection) =>
        (this.currentEngine, this.currentConnection) = (currentEngine, currentConnection);

#pragma warning disable IDE1006, CA1707 // Names of variables at the prompt.
    /// <summary>The engine that the prompt is connected with.</summary>
    public Engine engine => currentEngine();

    /// <summary>The prompt's own session at the server.</summary>
    public Connection connection => currentConnection();

    /// <summary>The last value.</summary>
    public object? _ { get; internal set; }

    /// <summary>Every value by the number of its input.</summary>
    public IReadOnlyDictionary<int, object?> Out => Values;
#pragma warning restore IDE1006, CA1707

    internal Dictionary<int, object?> Values { get; } = [];

    /// <summary>The rows that the next declaration of a variable takes.</summary>
    public IReadOnlyList<Row> PendingRows { get; internal set; } = [];
}
