using System.Data;
using System.Data.Common;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Pooling;
using Microsoft.Extensions.Logging;

namespace Dialtone;

/// <summary>How an <see cref="Engine"/> behaves; what it connects to is the target's business.</summary>
/// <remarks>A value: <c>options with { PoolSize = 20 }</c> makes another one. <see cref="Engine.Create"/> checks all of it at once.</remarks>
public sealed record EngineOptions
{
    /// <summary>Whether connections are kept open and used again. Default: true. A one-shot program saves time with false.</summary>
    public bool Pooling { get; init; } = true;

    /// <summary>The connections that are kept open. Default: 5, as SQLAlchemy's.</summary>
    public int PoolSize { get; init; } = 5;

    /// <summary>
    /// The connections beyond <see cref="PoolSize"/> that a rush may open; they are closed when nobody has needed them for 5 seconds. Default: 10, as
    /// SQLAlchemy's, which closes them at once and so opens new ones all the time while more than <see cref="PoolSize"/> are in use.
    /// </summary>
    public int PoolOverflow { get; init; } = 10;

    /// <summary>The longest wait for a connection of the pool. Default: 30 seconds. The error names those who hold the connections.</summary>
    public TimeSpan PoolTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The idle connections that are kept however long nobody needs them; <see cref="Engine.WarmUpAsync"/> opens as many. Default: 0.</summary>
    public int MinimumIdle { get; init; }

    /// <summary>How long a connection may be idle before it is closed. Default: 10 minutes; zero means for ever.</summary>
    public TimeSpan IdleTimeout { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>
    /// The age at which a connection is replaced, each up to a tenth earlier, so that they do not go together. Default: 1 hour; zero means never.
    /// A connection in use is replaced when it comes back.
    /// </summary>
    public TimeSpan MaximumAge { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long a connection may have been idle before it must answer, in the role that the target asks for, when it is taken again. Default:
    /// 30 seconds; zero means each time, <see cref="Timeout.InfiniteTimeSpan"/> never.
    /// </summary>
    public TimeSpan HealthCheckAfter { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>When the state of a session is taken back before its next user. Default: when it was touched.</summary>
    public SessionReset SessionReset { get; init; } = SessionReset.WhenTouched;

    /// <summary>
    /// Whether PostgreSQL prepares a statement of data that has run five times on a session, a hundred at most. Default: true. Behind a pooler that
    /// shares sessions, such as PgBouncer, nothing is prepared whatever this says: the process that answers is not the one that was announced.
    /// </summary>
    public bool PrepareStatements { get; init; } = true;

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

    /// <summary>
    /// The limit of one statement, kept by the server (PostgreSQL, MariaDB, MySQL's queries) or by SQLite itself, and by the client a little later.
    /// Default: zero, which means none, as in psql.
    /// </summary>
    public TimeSpan StatementTimeout { get; init; }

    /// <summary>
    /// Refuses what weakens TLS instead of warning about it. Default: false, which is libpq's and MySQL's meaning of the parameters. With true a
    /// connection to another machine must verify it (PostgreSQL <c>sslmode=verify-full</c>, MySQL <c>ssl_mode=VERIFY_IDENTITY</c>), and on every
    /// connection a certificate or revocation list that is named and cannot be used is an error. PostgreSQL's certificates must also be as strong as
    /// OpenSSL's security level 2 asks for. Excepted from the first rule are Unix sockets and
    /// this machine by a loopback address or as <c>localhost</c>. SQLite has no TLS and is always accepted.
    /// </summary>
    public bool StrictTls { get; init; }

    /// <summary>
    /// Whether PostgreSQL's <c>sslkeylogfile</c> may be used. Default: false, which refuses a target that asks for it: .NET keeps one key log for a
    /// whole process, so that the keys of all its TLS connections go to the file. Only for a program that has one target; before its first TLS use.
    /// </summary>
    public bool AllowTlsKeyLog { get; init; }

    /// <summary>The isolation of every transaction that asks for none. Default: the server's.</summary>
    public IsolationLevel IsolationLevel { get; init; } = IsolationLevel.Unspecified;

    /// <summary>
    /// Whether the server refuses every change. Default: false. Each statement runs in a read-only transaction that no statement can leave: those
    /// that would (<c>COMMIT</c>, <c>SET</c> and everything that is no query) are refused before they are sent.
    /// </summary>
    public bool IsReadOnly { get; init; }

    /// <summary>The name that the server lists the connections by, where the target gives none. Default: none.</summary>
    public string? ApplicationName { get; init; }

    /// <summary>SQL that runs on every new connection, and again when its session was reset. Default: none.</summary>
    public string? OnConnectSql { get; init; }

    /// <summary>
    /// Code that runs on every new connection of the driver, and again when its session was reset, after <see cref="OnConnectSql"/>. Default: none.
    /// </summary>
    public Func<DbConnection, CancellationToken, ValueTask>? OnConnect { get; init; }

    /// <summary>
    /// Gives the password, or a token that stands for it, of every new connection; it wins over the target's. Default: none. Called once for each
    /// connection that is opened, so a credential may change from one to the next.
    /// </summary>
    public Func<CredentialRequest, CancellationToken, ValueTask<Secret>>? Credentials { get; init; }

    /// <summary>Takes what the engine does as structured log entries. Default: nobody listens.</summary>
    public ILoggerFactory? LoggerFactory { get; init; }

    /// <summary>What of a statement is logged and traced. Default: its text with every literal hidden, and no values.</summary>
    public StatementLogging StatementLogging { get; init; } = StatementLogging.Redacted;

    /// <summary>Takes warnings and the server's notices; called on the thread that works. Default: nobody listens.</summary>
    public Action<Notice>? OnNotice { get; init; }

    /// <summary>Is told of what happens to connections, statements and transactions. Default: nobody is.</summary>
    public EngineEvents? Events { get; init; }

    /// <summary>The clock of every time limit. Default: the system's.</summary>
    public TimeProvider Time { get; init; } = TimeProvider.System;
}
