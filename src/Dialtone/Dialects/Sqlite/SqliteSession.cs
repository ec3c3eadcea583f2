using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dialtone.Dialects.Sqlite;

/// <summary>The driver's connection, whose statements can be cancelled and limited in time.</summary>
sealed class SqliteSession(string connectionString, TimeSpan lockWait, TimeProvider time) : SqliteConnection(connectionString)
{
    static readonly delegate_progress Look = watch => ((StatementWatch)watch).MustStop() ? 1 : 0;

    static readonly strdelegate_authorizer Refuse = (_, _, _, _, _, _) => raw.SQLITE_DENY;

    bool refusesStatements;

    /// <summary>Whether no further statement may be prepared.</summary>
    public bool RefusesStatements
    {
        get => refusesStatements;
        set
        {
            if (refusesStatements != value && State == ConnectionState.Open)
            {
                _ = raw.sqlite3_set_authorizer(Handle, value ? Refuse : null, null);
                refusesStatements = value;
            }
        }
    }

    /// <summary>Whether SQLite refuses every change of the database on this connection.</summary>
    public bool RefusesChanges
    {
        set
        {
            if (State == ConnectionState.Open)
            {
                _ = raw.sqlite3_exec(Handle, value ? "PRAGMA query_only = 1" : "PRAGMA query_only = 0");
            }
        }
    }

    /// <summary>The transaction that is open on this connection.</summary>
    public SqliteTransaction? OpenTransaction => Transaction;

    /// <summary>Watches over the statements of this connection.</summary>
    public StatementWatch Watch { get; } = new(lockWait, time);

    /// <inheritdoc/>
    public override void Open()
    {
        if (State != ConnectionState.Open)
        {
            base.Open();
            raw.sqlite3_progress_handler(Handle, StatementWatch.StepsBetweenLooks, Look, Watch);
        }
    }

    /// <inheritdoc/>
    public override void Close()
    {
        RefusesStatements = false;
        base.Close();
    }

    /// <summary>Ends a transaction that was begun by a statement.</summary>
    public void EndTransaction()
    {
        if (State == ConnectionState.Open && Transaction is null && raw.sqlite3_get_autocommit(Handle) == 0)
        {
            _ = raw.sqlite3_exec(Handle, "ROLLBACK");
        }
    }

    /// <inheritdoc/>
    public override SqliteCommand CreateCommand() => new WatchedCommand { Connection = this, Transaction = Transaction };

    /// <inheritdoc/>
    protected override ValueTask<DbTransaction> BeginDbTransactionAsync(IsolationLevel isolationLevel, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        using var scope = Watch.Enter(TimeSpan.Zero, cancellationToken);
        try
        {
            return new(BeginDbTransaction(isolationLevel));
        }
        catch (SqliteException exception) when (Watch.Ended(exception) is { } reason)
        {
            throw reason;
        }
    }
}
