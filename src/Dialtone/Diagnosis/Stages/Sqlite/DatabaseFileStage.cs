using System.Text;
using Dialtone.Diagnosis.Probing;
using Dialtone.Tls;

namespace Dialtone.Diagnosis.Stages.Sqlite;

/// <summary>Looks at the database's file, its folder and the files beside it, without opening it as a database.</summary>
sealed class DatabaseFileStage() : Stage("files")
{
    const string Magic = "SQLite format 3\0";

    /// <inheritdoc/>
    public override Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        if (file.Sqlite!.Path is not { } path)
        {
            notes.Add("a database in memory");
            return Task.CompletedTask;
        }

        var status = FileStatus.Of(path);
        if (status.Kind != FileKind.Regular)
        {
            var folder = Path.GetDirectoryName(Path.GetFullPath(path));
            notes.Warn(
                status.Kind == FileKind.Directory ? $"{path} is a folder"
                : !Directory.Exists(folder) ? $"{path} does not exist, and neither does its folder {folder}"
                : $"{path} does not exist: with mode=rwc it is made"
            );
            file.IsNotToBeOpened =
                status.Kind == FileKind.Missing && file.Sqlite.Mode == Parameters.SqliteMode.ReadWriteCreate && Directory.Exists(folder);
            return Task.CompletedTask;
        }

        notes.Add($"{path}: {status.Length} bytes, permissions {Convert.ToString((int)status.Mode & 0x1ff, 8).PadLeft(4, '0')}");
        ShowHeader(path, notes);
        foreach (
            var (suffix, meaning) in new[]
            {
                ("-wal", "the write-ahead log"),
                ("-shm", "the index of the write-ahead log"),
                ("-journal", "a rollback journal: a transaction runs, or one was cut off"),
            }
        )
        {
            if (File.Exists(path + suffix))
            {
                notes.Add($"beside it {Path.GetFileName(path)}{suffix}, {new FileInfo(path + suffix).Length} bytes: {meaning}");
            }
        }

        return Task.CompletedTask;
    }

    static void ShowHeader(string path, StageNotes notes)
    {
        try
        {
            using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            var header = new byte[100];
            var count = stream.ReadAtLeast(header, header.Length, throwOnEndOfStream: false);
            if (count == 0)
            {
                notes.Add("empty: a new database");
            }
            else if (!Encoding.ASCII.GetString(header, 0, Math.Min(count, 16)).Equals(Magic, StringComparison.Ordinal))
            {
                notes.Warn(
                    $"it does not begin as a SQLite database does, but with \"{PeerBanner.Show(header.AsSpan(0, Math.Min(count, 16)))}\""
                );
            }
            else
            {
                notes.Add(header[18] == 2 ? "journal: write-ahead log" : "journal: rollback");
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            notes.Warn($"it cannot be read: {exception.Message}");
        }
    }
}
