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

    /// <summary>
    /// Refuses what weakens TLS instead of warning about it. Default: false, which is libpq's and MySQL's meaning of the parameters. With true a
    /// connection to another machine must verify it (PostgreSQL <c>sslmode=verify-full</c>, MySQL <c>ssl_mode=VERIFY_IDENTITY</c>), and on every
    /// connection a certificate or revocation list that is named and cannot be used is an error. Excepted from the first rule are Unix sockets and
    /// this machine by a loopback address or as <c>localhost</c>. SQLite has no TLS and is always accepted.
    /// </summary>
    public bool StrictTls { get; init; }

    /// <summary>
    /// Whether PostgreSQL's <c>sslkeylogfile</c> may be used. Default: false, which refuses a target that asks for it: .NET keeps one key log for a
    /// whole process, so that the keys of all its TLS connections go to the file. Only for a program that has one target; before its first TLS use.
    /// </summary>
    public bool AllowTlsKeyLog { get; init; }

    /// <summary>Takes warnings and the server's notices; called on the thread that works. Default: nobody listens.</summary>
    public Action<Notice>? OnNotice { get; init; }

    /// <summary>The clock of every time limit. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
