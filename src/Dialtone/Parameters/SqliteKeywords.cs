namespace Dialtone.Parameters;

/// <summary>The connection parameters for SQLite: the file, what SQLAlchemy's URL takes, and SQLite's own URI parameters.</summary>
static class SqliteKeywords
{
    const string PythonOnly = "it steers Python's driver only";

    public static KeywordTable Table { get; } =
        new(
            [
                new("database"),
                new("mode", DefaultValue: "rwc") { Values = ["ro", "rw", "rwc", "memory"] },
                new("cache") { Values = ["private", "shared"] },
                new("timeout", DefaultValue: "5"),
                new("journal_mode") { Values = ["delete", "truncate", "persist", "memory", "wal", "off"] },
                new("foreign_keys") { Values = ["true", "false"] },
                new("immutable") { Values = ["true", "false"] },
                new("nolock") { Values = ["true", "false"] },
                new("psow") { Values = ["true", "false"] },
                new("vfs"),
                new("uri") { NoEffect = "a database that starts with \"file:\" is always read as a SQLite URI" },
                new("check_same_thread") { NoEffect = PythonOnly },
                new("detect_types") { NoEffect = PythonOnly },
                new("isolation_level") { NoEffect = PythonOnly },
                new("cached_statements") { NoEffect = PythonOnly },
            ],
            [
                ("path", "database"),
                ("file", "database"),
                ("filename", "database"),
                ("dbname", "database"),
                ("datasource", "database"),
                ("busytimeout", "timeout"),
                ("journal", "journal_mode"),
                ("readonly", "mode"),
            ]
        );
}
