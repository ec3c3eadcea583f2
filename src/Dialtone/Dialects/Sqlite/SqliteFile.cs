using Dialtone.Errors;
using Dialtone.Parameters;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Dialtone.Dialects.Sqlite;

/// <summary>Says why a database file could not be opened: SQLite itself only says that it could not.</summary>
sealed class SqliteFile(SqliteOptions options, ResolvedTarget target)
{
    /// <summary>The failure to open, with the file and who named it.</summary>
    public DatabaseException Explain(SqliteException exception)
    {
        var failure = SqliteErrors.Describe(exception, ErrorStage.Files);
        if (exception.SqliteErrorCode is raw.SQLITE_BUSY or raw.SQLITE_LOCKED || options.Path is not { } path)
        {
            return new(failure, exception);
        }

        var (what, fix) = Reason(path, exception, failure);
        var parameter = target.Parameters["database"];
        return new(
            failure with
            {
                Kind = failure.Kind is ErrorKind.Server or ErrorKind.Resources ? failure.Kind : ErrorKind.Configuration,
                What = what,
                Origin = parameter is null ? null : $"database={parameter.DisplayValue} from {parameter.Source.Describe()}",
                Fix = fix,
            },
            exception
        );
    }

    (string What, string? Fix) Reason(string path, SqliteException exception, Failure failure)
    {
        if (Directory.Exists(path))
        {
            return ($"could not open the database \"{path}\": it is a folder", "name a file in it");
        }

        if (exception.SqliteErrorCode is raw.SQLITE_NOTADB)
        {
            return ($"\"{path}\" is not a SQLite database", "name a database file; an encrypted one cannot be read");
        }

        if (exception.SqliteErrorCode is not raw.SQLITE_CANTOPEN)
        {
            return ($"could not open the database \"{path}\": {failure.What}", failure.Fix);
        }

        if (File.Exists(path))
        {
            return (
                $"could not open the database file \"{path}\"",
                options.Mode is SqliteMode.ReadOnly
                    ? "check that it may be read; a file in WAL mode also needs a folder that may be written to, or immutable=true"
                    : "check that the file and its folder may be read and written"
            );
        }

        var folder = Path.GetDirectoryName(path);
        return options.Mode is not SqliteMode.ReadWriteCreate
                ? ($"the database file \"{path}\" does not exist", $"check the path, or create the file with mode=rwc")
            : !Directory.Exists(folder)
                ? ($"could not create the database \"{path}\": the folder \"{folder}\" does not exist", "create the folder")
            : ($"could not create the database \"{path}\"", "check that the folder may be written to");
    }
}
