using Dialtone.Errors;

namespace Dialtone.Diagnosis.Causes;

/// <summary>Causes in a SQLite database's file.</summary>
static class SqliteCauses
{
    public static IReadOnlyList<Rule> Rules { get; } =
    [
        new("sqlite-not-a-database", "The file is no SQLite database", NotADatabase),
        new("sqlite-corrupt", "The database is damaged", Corrupt),
        new("sqlite-locked", "Another connection holds the database", Locked),
        new("sqlite-cannot-open", "The file cannot be opened", CannotOpen),
        new("sqlite-file-missing", "The database does not exist yet", Missing) { IsWarning = true },
        new("sqlite-read-only", "The database cannot be written to", ReadOnly) { IsWarning = true },
    ];

    static string PathOf(CaseFile file) => file.Sqlite?.Path is { } path ? Corrected.ShellWord(path) : "FILE";

    static bool IsSqlite(CaseFile file) => file.Sqlite is not null || file.Resolved is null;

    static Advice? NotADatabase(CaseFile file) =>
        IsSqlite(file) && file.Says("is not a SQLite database", "file is not a database")
            ? new(
                file.ErrorText,
                "A SQLite database begins with the words \"SQLite format 3\"; this file does not. It may be another file, an encrypted database, or one whose first page was overwritten.",
                new("see what it is", $"head -c 16 {PathOf(file)} | od -c"),
                new("if it should be a database, take it from a backup", null)
            )
            : null;

    static Advice? Corrupt(CaseFile file) =>
        IsSqlite(file) && file.Says("database disk image is malformed", "is malformed")
            ? new(
                file.ErrorText,
                "Pages of the file contradict each other: it was copied while somebody wrote, its -wal file was taken away, or the disk failed.",
                new("save what can be read", $"sqlite3 {PathOf(file)} .recover | sqlite3 recovered.db"),
                new("see everything that is wrong", $"sqlite3 {PathOf(file)} 'pragma integrity_check'")
            )
            : null;

    static Advice? Locked(CaseFile file) =>
        file.Sqlite is not null && (file.Says("database is locked", "database table is locked") || file.Failure?.Kind == ErrorKind.Timeout)
            ? new(
                file.ErrorText,
                $"Another connection, perhaps of another program, has a transaction open that writes; the wait was {file.Named("timeout")} seconds.",
                new("see which processes have it open", $"fuser -v {PathOf(file)}"),
                new("let readers and a writer work side by side", $"sqlite3 {PathOf(file)} 'pragma journal_mode = wal'"),
                new("or wait longer", "timeout=30")
            )
            : null;

    static Advice? CannotOpen(CaseFile file) =>
        file.Sqlite is not null && file.IsBlocked
            ? new(
                file.ErrorText,
                file.Failure?.Origin ?? "SQLite needs the file readable and its folder writable: it puts journals beside the file.",
                new(file.Failure?.Fix ?? "check the path and the permissions", $"ls -ld {PathOf(file)} \"$(dirname {PathOf(file)})\"")
            )
            : null;

    static Advice? Missing(CaseFile file) =>
        file.IsNotToBeOpened
            ? new(
                $"{file.Sqlite!.Path} does not exist; the first connection would make an empty database",
                "SQLite makes a missing file unless told otherwise; a mistyped path then looks like a database without tables. The diagnosis has not made it.",
                new("have a missing file refused", $"dialtone doctor 'sqlite:///{file.Sqlite.Path}' mode=rw")
            )
            : null;

    static Advice? ReadOnly(CaseFile file) =>
        file is { Sqlite: { Path: { } path, Mode: not Parameters.SqliteMode.ReadOnly }, Connection: not null, IsReadOnly: true }
            ? new(
                $"{path} can be read and not written to",
                "Writing needs the right to write to the file and to its folder, where journals are made.",
                new("give yourself both", $"chmod u+w {PathOf(file)} \"$(dirname {PathOf(file)})\""),
                new("or say that reading is enough", "mode=ro")
            )
            : null;
}
