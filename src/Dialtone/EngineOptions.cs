using Dialtone.Errors;

namespace Dialtone;

/// <summary>How an <see cref="Engine"/> behaves; what it connects to is the target's business.</summary>
public sealed record EngineOptions
{
    /// <summary>Whether connections are kept open and used again. Default: true. A one-shot program saves time with false.</summary>
    public bool Pooling { get; init; } = true;

    /// <summary>The most connections that are open at a time. Default: 15, which is SQLAlchemy's pool and overflow together.</summary>
    public int MaximumPoolSize { get; init; } = 15;

    /// <summary>
    /// Whether results are only read as text with <see cref="Executor.ReadTextAsync(string, Binds, CancellationToken)"/>. Default: false. True saves
    /// PostgreSQL the loading of its type catalogue.
    /// </summary>
    public bool TextOnly { get; init; }

    /// <summary>
    /// The limit of one connect attempt, per host and address, where the target does not set <c>connect_timeout</c>. Default: 30 seconds;
    /// libpq would wait for ever. <c>connect_timeout=0</c> in the target still means no limit.
    /// </summary>
    public TimeSpan ConnectTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The limit of one statement. Default: zero, which means none, as in psql.</summary>
    public TimeSpan StatementTimeout { get; init; }

    /// <summary>Takes warnings and the server's notices; called on the thread that works. Default: nobody listens.</summary>
    public Action<Notice>? OnNotice { get; init; }

    /// <summary>The clock of every time limit. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
