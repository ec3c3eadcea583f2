using System.Data;

namespace Dialtone;

/// <summary>What a transaction shall be like.</summary>
public sealed record TransactionOptions
{
    /// <summary>The isolation. Default: the engine's.</summary>
    public IsolationLevel IsolationLevel { get; init; } = IsolationLevel.Unspecified;

    /// <summary>Whether the server refuses changes in it. Default: false.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>
    /// Whether it waits for a snapshot in which it can never fail; PostgreSQL only, for serializable read-only transactions. Default: false.
    /// </summary>
    public bool IsDeferrable { get; init; }

    /// <summary>A name for those who wait in vain for a connection. Default: none; the statements name it.</summary>
    public string? Name { get; init; }

    /// <summary>A transaction of this isolation.</summary>
    public static implicit operator TransactionOptions(IsolationLevel isolationLevel) => FromIsolationLevel(isolationLevel);

    /// <summary>A transaction of this isolation.</summary>
    public static TransactionOptions FromIsolationLevel(IsolationLevel isolationLevel) => new() { IsolationLevel = isolationLevel };
}
