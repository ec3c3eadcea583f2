using Dialtone.Errors;
using Dialtone.Pooling;

namespace Dialtone;

/// <summary>Takes what happens in an engine, where it happens; what it throws fails the work that it was told of.</summary>
/// <remarks>Every part is optional. Statements come with their text as it is sent, so mind what you keep of it.</remarks>
public sealed record EngineEvents
{
    /// <summary>A connection was opened; how long that took.</summary>
    public Action<TimeSpan>? Connected { get; init; }

    /// <summary>A connection was taken from the pool.</summary>
    public Action? CheckedOut { get; init; }

    /// <summary>A connection was given back.</summary>
    public Action? CheckedIn { get; init; }

    /// <summary>A connection was closed.</summary>
    public Action<CloseReason>? Closed { get; init; }

    /// <summary>A statement is about to be sent.</summary>
    public Action<string>? Executing { get; init; }

    /// <summary>The server answered a statement; how long that took.</summary>
    public Action<string, TimeSpan>? Executed { get; init; }

    /// <summary>A statement failed.</summary>
    public Action<string, DatabaseException>? Failed { get; init; }

    /// <summary>A transaction began.</summary>
    public Action? Began { get; init; }

    /// <summary>A transaction was committed.</summary>
    public Action? Committed { get; init; }

    /// <summary>A transaction was rolled back.</summary>
    public Action? RolledBack { get; init; }
}
