using System.Data;
using System.Data.Common;
using Dialtone.Errors;
using Dialtone.Parameters;
using Dialtone.Results;
using Dialtone.Sql;
using Microsoft.Data.Sqlite;

namespace Dialtone.Dialects.Sqlite;

/// <summary>SQLite through Microsoft.Data.Sqlite.</summary>
/// <remarks>
/// A database in memory belongs to the engine: every connection of the engine sees the same one, and it ends with the engine. A file is
/// switched to a write-ahead log when it is first opened, so that readers and a writer do not block each other; the switch stays in the file.
/// </remarks>
sealed class SqliteConnector : Connector
{
    readonly SqliteOptions options;
    readonly ConnectorOptions behaviour;
    readonly SqliteFile file;
    readonly string connectionString;
    readonly Lock gate = new();
    SqliteSession? keeper;
    bool isPrepared;
    bool isDisposed;

    public SqliteConnector(ResolvedTarget target, ConnectorOptions behaviour)
        : base(target)
    {
        this.behaviour = behaviour;
        options = SqliteOptions.From(target);
        file = new(options, target);
        connectionString = ConnectionString();
    }

    /// <inheritdoc/>
    public override SqlSyntax Syntax => SqlSyntax.Sqlite;

    /// <inheritdoc/>
    public override BindStyle BindStyle => BindStyle.Named;

    /// <inheritdoc/>
    public override ResultFormat Format { get; } = new SqliteResultFormat();

    /// <inheritdoc/>
    public override ValueTask<DbConnection> OpenAsync(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        lock (gate)
        {
            ObjectDisposedException.ThrowIf(isDisposed, this);
            if (!isPrepared)
            {
                // The memory is freed with its last connection.
                keeper = options.IsMemory ? Open() : null;
                var first = Open();
                Prepare(first);
                isPrepared = true;
                return new(first);
            }
        }

        return new(Open());
    }

    /// <inheritdoc/>
    public override async ValueTask<DbTransaction> BeginAsync(
        DbConnection session,
        IsolationLevel isolationLevel,
        bool isReadOnly,
        bool isDeferrable,
        CancellationToken cancellationToken
    )
    {
        if (!isReadOnly)
        {
            return await session.BeginTransactionAsync(isolationLevel, cancellationToken).ConfigureAwait(false);
        }

        // One that reads must not wait for the lock of one that writes.
        var transaction = ((SqliteSession)session).BeginTransaction(deferred: true);
        ((SqliteSession)session).RefusesChanges = true;
        return transaction;
    }

    /// <inheritdoc/>
    public override ValueTask<ConnectionInfo> DescribeAsync(DbConnection session, CancellationToken cancellationToken) =>
        new(
            new ConnectionInfo
            {
                Server = "SQLite",
                ServerVersion = session.ServerVersion,
                Database = options.IsMemory ? "" : session.DataSource,
                Role = ServerRole.Primary,
                IsReadOnly = SQLitePCL.raw.sqlite3_db_readonly(((SqliteSession)session).Handle, "main") == 1,
            }
        );

    /// <inheritdoc/>
    public override ValueTask EndReadOnlyAsync(DbConnection session)
    {
        ((SqliteSession)session).RefusesChanges = false;
        return default;
    }

    /// <inheritdoc/>
    public override bool? AlwaysHoldsSessionCode => false;

    /// <summary>Its documentation leaves the order open.</summary>
    public override bool ReturnsKeysInOrder => false;

    /// <summary>A file cannot hang up.</summary>
    public override ValueTask<bool> IsFitAsync(DbConnection session, CancellationToken cancellationToken) => new(true);

    /// <summary>A new session costs less than to find out what was changed.</summary>
    public override ValueTask<bool> ResetAsync(DbConnection session, CancellationToken cancellationToken) => new(false);

    /// <inheritdoc/>
    public override ValueTask RollBackAsync(DbConnection session, CancellationToken cancellationToken)
    {
        ((SqliteSession)session).EndTransaction();
        return default;
    }

    /// <inheritdoc/>
    public override DbCommand CreateCommand() => new WatchedCommand();

    /// <inheritdoc/>
    public override void Bind(DbCommand command, string name, object? value) =>
        ((WatchedCommand)command).Parameters.AddWithValue(name, SqliteValues.ToStored(value));

    /// <inheritdoc/>
    public override string QuoteLiteral(string text) =>
        text.Contains('\0', StringComparison.Ordinal)
            ? throw new ArgumentException("SQLite's text literals cannot hold the character NUL (U+0000).", nameof(text))
            : $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    /// <summary>Nothing to ask for: SQLite turns every value into text itself.</summary>
    public override void AskForText(DbCommand command) { }

    /// <inheritdoc/>
    public override bool Knows(Exception exception) => SqliteErrors.Knows(exception);

    /// <inheritdoc/>
    public override DatabaseException Translate(Exception exception, ErrorStage stage) => SqliteErrors.Translate(exception, stage);

    /// <inheritdoc/>
    public override ValueTask DisposeAsync()
    {
        lock (gate)
        {
            isDisposed = true;
            keeper?.Dispose();
            keeper = null;
        }

        return ValueTask.CompletedTask;
    }

    string ConnectionString()
    {
        var isPrivateMemory =
            options.IsMemory && options.SharedCache is null && !options.DataSource.StartsWith("file:", StringComparison.Ordinal);
        return new SqliteConnectionStringBuilder
        {
            DataSource = isPrivateMemory ? $"dialtone-{Guid.NewGuid():N}" : options.DataSource,
            Mode = options.Mode switch
            {
                _ when options.IsMemory => SqliteOpenMode.Memory,
                SqliteMode.ReadOnly => SqliteOpenMode.ReadOnly,
                SqliteMode.ReadWrite => SqliteOpenMode.ReadWrite,
                _ => SqliteOpenMode.ReadWriteCreate,
            },
            Cache =
                isPrivateMemory || options.SharedCache == true ? SqliteCacheMode.Shared
                : options.SharedCache == false ? SqliteCacheMode.Private
                : SqliteCacheMode.Default,
            ForeignKeys = options.ForeignKeys ?? true,
            DefaultTimeout = Math.Max(1, (int)Math.Ceiling(options.BusyTimeout.TotalSeconds)),
            Pooling = false,
        }.ConnectionString;
    }

    SqliteSession Open()
    {
        var session = new SqliteSession(connectionString, options.BusyTimeout, behaviour.Time);
        try
        {
            session.Open();
            return session;
        }
        catch (SqliteException exception)
        {
            session.Dispose();
            throw file.Explain(exception);
        }
    }

    // Also the first reading of the file: what is no database fails here and not in the first statement.
    void Prepare(SqliteSession session)
    {
        try
        {
            using var command = session.CreateCommand();
            command.CommandText = options.JournalMode is { } mode ? $"PRAGMA journal_mode = {mode}" : "PRAGMA schema_version";
            command.ExecuteNonQuery();
        }
        catch (SqliteException exception)
            when (exception.SqliteErrorCode is SQLitePCL.raw.SQLITE_BUSY or SQLitePCL.raw.SQLITE_LOCKED or SQLitePCL.raw.SQLITE_READONLY)
        {
            // The journal stays as it is: others use the file, or it may not be written to.
        }
        catch (SqliteException exception)
        {
            session.Dispose();
            throw file.Explain(exception);
        }
    }
}
