using Dialtone.Errors;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dialtone.Dialects.Sqlite;

/// <summary>SQLite's errors as failures. SQLite has no SQLSTATE: the nearest one stands in.</summary>
static class SqliteErrors
{
    // Extended codes that raw does not name; see sqlite.org/rescode.html.
    const int BusySnapshot = 517;
    const int ConstraintCheck = 275;
    const int ConstraintForeignKey = 787;
    const int ConstraintNotNull = 1299;
    const int ConstraintPrimaryKey = 1555;
    const int ConstraintUnique = 2067;
    const int ConstraintRowId = 2579;

    /// <summary>Whether the exception comes from the driver. It reports wrong use and values that it cannot store as invalid operations.</summary>
    public static bool Knows(Exception exception) =>
        exception is SqliteException or DatabaseException or OperationCanceledException
        || exception is InvalidOperationException and not ObjectDisposedException;

    /// <summary>The failure of a statement.</summary>
    public static DatabaseException Translate(Exception exception, ErrorStage stage) =>
        exception switch
        {
            DatabaseException own => own,
            SqliteException failure => new(Describe(failure, stage), failure),
            _ when exception.Message.StartsWith("Must add values", StringComparison.Ordinal) => new(
                new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Statement,
                    What = "the statement has a parameter that was given no value",
                    Fix = "write it as :name, and give the value with it",
                    SqlState = "07001",
                },
                exception
            ),
            _ => new(
                new()
                {
                    Stage = stage,
                    Kind = ErrorKind.Statement,
                    What = exception.Message,
                },
                exception
            ),
        };

    /// <summary>A statement's own time limit ended it.</summary>
    public static DatabaseException OutOfTime(TimeSpan limit, SqliteException exception) =>
        new(
            new()
            {
                Stage = ErrorStage.Statement,
                Kind = ErrorKind.Timeout,
                What = $"the statement ran into its time limit of {limit.TotalSeconds:0} s and was stopped",
                Fix = "raise EngineOptions.StatementTimeout, or make the statement faster",
                SqlState = "57014",
            },
            exception
        );

    /// <summary>The failure as values.</summary>
    public static Failure Describe(SqliteException exception, ErrorStage stage)
    {
        var text = Text(exception);
        var (kind, sqlState, fix) = Classify(exception.SqliteErrorCode, exception.SqliteExtendedErrorCode, text);
        return new()
        {
            Stage = stage,
            Kind = kind,
            What = text,
            Fix = fix,
            SqlState = sqlState,
            Server = new()
            {
                SqlState = sqlState,
                Number = exception.SqliteExtendedErrorCode,
                Message = text,
                Constraint =
                    kind == ErrorKind.Integrity && text.IndexOf(": ", StringComparison.Ordinal) is >= 0 and var colon
                        ? text[(colon + 2)..]
                        : null,
            },
        };
    }

    static (ErrorKind Kind, string SqlState, string? Fix) Classify(int code, int extended, string text) =>
        code switch
        {
            raw.SQLITE_BUSY when extended == BusySnapshot => (
                ErrorKind.Retryable,
                "40001",
                "another connection wrote since this transaction read: run the transaction again, or begin it with BEGIN IMMEDIATE"
            ),
            raw.SQLITE_BUSY or raw.SQLITE_LOCKED => (
                ErrorKind.Timeout,
                "55P03",
                "another connection holds the lock: end its transaction or its reading, or raise timeout"
            ),
            raw.SQLITE_CONSTRAINT => (ErrorKind.Integrity, OfConstraint(extended), null),
            raw.SQLITE_ERROR => OfStatement(text),
            raw.SQLITE_INTERRUPT => (ErrorKind.Cancelled, "57014", null),
            raw.SQLITE_READONLY => (
                ErrorKind.Permission,
                "25006",
                "open the file with mode=rw, and check the permissions of the file and its folder"
            ),
            raw.SQLITE_PERM or raw.SQLITE_AUTH => (ErrorKind.Permission, "42501", null),
            raw.SQLITE_FULL => (ErrorKind.Resources, "53100", "free space on the disk"),
            raw.SQLITE_NOMEM => (ErrorKind.Resources, "53200", null),
            raw.SQLITE_TOOBIG => (ErrorKind.Data, "54000", "the text or blob is longer than SQLite allows"),
            raw.SQLITE_MISMATCH => (ErrorKind.Data, "42804", null),
            raw.SQLITE_RANGE => (ErrorKind.Statement, "07001", null),
            raw.SQLITE_SCHEMA => (ErrorKind.Retryable, "40001", "the schema changed meanwhile: run the statement again"),
            raw.SQLITE_CANTOPEN => (ErrorKind.Configuration, "58P01", null),
            raw.SQLITE_NOTADB => (ErrorKind.Configuration, "58030", null),
            raw.SQLITE_CORRUPT => (
                ErrorKind.Server,
                "XX001",
                "the file is damaged: restore it, or save what can be read with the sqlite3 command .recover"
            ),
            raw.SQLITE_IOERR => (ErrorKind.Server, "58030", null),
            _ => (ErrorKind.Server, "XX000", null),
        };

    static string OfConstraint(int extended) =>
        extended switch
        {
            ConstraintUnique or ConstraintPrimaryKey or ConstraintRowId => "23505",
            ConstraintForeignKey => "23503",
            ConstraintNotNull => "23502",
            ConstraintCheck => "23514",
            _ => "23000",
        };

    // One number stands for every fault of a statement; only the words tell them apart.
    static (ErrorKind Kind, string SqlState, string? Fix) OfStatement(string text) =>
        text.StartsWith("no such table", StringComparison.Ordinal) ? (ErrorKind.Statement, "42P01", null)
        : text.StartsWith("no such column", StringComparison.Ordinal) ? (ErrorKind.Statement, "42703", null)
        : text.StartsWith("no such function", StringComparison.Ordinal) ? (ErrorKind.Statement, "42883", null)
        : text.EndsWith("already exists", StringComparison.Ordinal) ? (ErrorKind.Statement, "42P07", null)
        : text.Contains("syntax error", StringComparison.Ordinal) || text == "incomplete input" ? (ErrorKind.Statement, "42601", null)
        : text is "integer overflow" ? (ErrorKind.Data, "22003", null)
        : text.StartsWith("malformed JSON", StringComparison.Ordinal) ? (ErrorKind.Data, "22032", null)
        : (ErrorKind.Statement, "42000", null);

    // "SQLite Error 1: 'no such table: film'." is how the driver wraps SQLite's own text.
    static string Text(SqliteException exception)
    {
        var message = exception.Message;
        var start = message.IndexOf(": '", StringComparison.Ordinal);
        return start > 0 && message.EndsWith("'.", StringComparison.Ordinal) ? message[(start + 3)..^2] : message;
    }
}
