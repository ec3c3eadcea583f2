using System.Globalization;
using Dialtone.Errors;

namespace Dialtone.Diagnosis.Stages.Sqlite;

/// <summary>Reads the whole database, and tries whether it may be written to.</summary>
sealed class IntegrityStage() : Stage("integrity")
{
    /// <inheritdoc/>
    public override bool Applies(CaseFile file) => file.Connection is not null;

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        try
        {
            notes.Add($"SQLite {await AskAsync(file, "select sqlite_version()", cancellationToken).ConfigureAwait(false)}");
            notes.Add($"journal mode {await AskAsync(file, "pragma journal_mode", cancellationToken).ConfigureAwait(false)}");
            var check = await AskAsync(file, "pragma quick_check(1)", cancellationToken).ConfigureAwait(false);
            if (check != "ok")
            {
                throw new DatabaseException(
                    new()
                    {
                        Stage = ErrorStage.Session,
                        Kind = ErrorKind.Data,
                        What = $"database disk image is malformed: {check}",
                        SqlState = "XX001",
                    }
                );
            }

            notes.Add("the structure of every page is sound (quick_check)");
        }
        catch (Exception exception) when (Translate(file, exception) is { } failure)
        {
            throw new DatabaseException(failure, exception);
        }

        await TryLockAsync(file, notes, cancellationToken).ConfigureAwait(false);
    }

    // Takes the writer's lock and gives it back: nothing is written.
    static async Task TryLockAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        // Of a file that may only be read, SQLite takes the reader's lock without a word.
        var facts = await file.Connector!.DescribeAsync(file.Connection!, cancellationToken).ConfigureAwait(false);
        if (facts.IsReadOnly)
        {
            file.IsReadOnly = true;
            notes.Warn("it may not be written to");
            return;
        }

        try
        {
            _ = await AskAsync(file, "begin immediate", cancellationToken).ConfigureAwait(false);
            _ = await AskAsync(file, "rollback", cancellationToken).ConfigureAwait(false);
            notes.Add("nobody else writes to it now, and it may be written to");
        }
        catch (Exception exception) when (Translate(file, exception) is { } failure)
        {
            if (failure.Kind is ErrorKind.Timeout or ErrorKind.Resources or ErrorKind.Retryable)
            {
                throw new DatabaseException(failure, exception);
            }

            file.IsReadOnly = true;
            notes.Warn($"it may not be written to: {failure.What}");
        }
    }

    static Failure? Translate(CaseFile file, Exception exception) =>
        exception is not DatabaseException and not OperationCanceledException && file.Connector!.Knows(exception)
            ? file.Connector.Translate(exception, ErrorStage.Session).Failure
            : null;

    static async Task<string> AskAsync(CaseFile file, string question, CancellationToken cancellationToken)
    {
        var command = file.Connection!.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = question;
            return Convert.ToString(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false), CultureInfo.InvariantCulture)
                ?? "";
        }
    }
}
