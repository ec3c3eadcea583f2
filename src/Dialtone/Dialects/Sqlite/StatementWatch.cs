using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dialtone.Dialects.Sqlite;

/// <summary>Decides whether the running call of one connection goes on: the caller's token, the statement's time limit, the wait for locks.</summary>
/// <remarks>
/// The driver runs every call to its end on the calling thread and ignores tokens. SQLite asks this watch from its progress handler, and the
/// driver's loop that waits for locks asks it through the command's time limit: a flag that is looked at cannot be missed, while
/// <c>sqlite3_interrupt</c> is lost when it comes just before a statement starts.
/// </remarks>
sealed class StatementWatch(TimeSpan lockWait, TimeProvider time)
{
    // A look costs a call into managed code; this many virtual machine steps take far less than a millisecond.
    public const int StepsBetweenLooks = 1000;

    CancellationToken cancellation;
    volatile bool isCancelled;
    TimeSpan limit;
    long start;
    long lockStart;
    int depth;

    /// <summary>Whether a call is running.</summary>
    public bool IsActive => depth > 0;

    /// <summary>Begins a call; a call inside another one keeps the outer one's limits.</summary>
    public Scope Enter(TimeSpan statementLimit, CancellationToken cancellationToken)
    {
        if (depth++ == 0)
        {
            cancellation = cancellationToken;
            isCancelled = false;
            limit = statementLimit;
            start = statementLimit > TimeSpan.Zero ? time.GetTimestamp() : 0;
            lockStart = 0;
        }

        return new(this);
    }

    /// <summary>Ends the running call from another thread.</summary>
    public void Cancel() => isCancelled = true;

    /// <summary>Whether the running statement must end.</summary>
    public bool MustStop() => isCancelled || cancellation.IsCancellationRequested || IsOverdue();

    /// <summary>Whether the wait for another connection's lock must end; the wait begins with the first question.</summary>
    public bool MustStopWaiting()
    {
        if (lockStart == 0)
        {
            lockStart = time.GetTimestamp();
        }

        return time.GetElapsedTime(lockStart) >= lockWait || MustStop();
    }

    /// <summary>The exception for the caller if this watch ended the call; <see langword="null"/> if something else did.</summary>
    public Exception? Ended(SqliteException exception) =>
        exception.SqliteErrorCode is not (raw.SQLITE_INTERRUPT or raw.SQLITE_BUSY or raw.SQLITE_LOCKED) ? null
        : cancellation.IsCancellationRequested ? new OperationCanceledException("the statement was cancelled", exception, cancellation)
        : !isCancelled && IsOverdue() ? SqliteErrors.OutOfTime(limit, exception)
        : null;

    bool IsOverdue() => limit > TimeSpan.Zero && time.GetElapsedTime(start) >= limit;

    /// <summary>A running call; disposing it ends it.</summary>
    public readonly ref struct Scope(StatementWatch watch)
    {
        public void Dispose()
        {
            if (--watch.depth == 0)
            {
                watch.cancellation = CancellationToken.None;
            }
        }
    }
}
