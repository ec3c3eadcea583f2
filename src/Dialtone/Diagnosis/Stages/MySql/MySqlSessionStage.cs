using Dialtone.Errors;

namespace Dialtone.Diagnosis.Stages.MySql;

/// <summary>Asks the open session what it is.</summary>
sealed class MySqlSessionStage() : Stage("session")
{
    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        try
        {
            var who = await AskAsync(
                    file,
                    "select version(), current_user(), coalesce(database(), '(none)'), @@read_only",
                    cancellationToken
                )
                .ConfigureAwait(false);
            notes.Add($"server {who[0][0]}, account {who[0][1]}, database {who[0][2]}");
            notes.Add(who[0][3] == "1" ? "a replica or a read-only server" : "writable");
            var status = await AskAsync(file, "show session status like 'Ssl_%'", cancellationToken).ConfigureAwait(false);
            var version = status.Find(row => row[0] == "Ssl_version")?[1] ?? "";
            file.Session = new() { IsEncrypted = version.Length > 0 };
            if (version.Length > 0)
            {
                notes.Add($"encrypted: {version}, {status.Find(row => row[0] == "Ssl_cipher")?[1]}");
            }
            else if (file.Host is { IsSocket: true })
            {
                notes.Add("over a Unix socket");
            }
            else
            {
                notes.Warn("NOT encrypted");
            }

            foreach (var grant in (await AskAsync(file, "show grants", cancellationToken).ConfigureAwait(false)).Take(6))
            {
                notes.Add(WithoutSecret(grant[0]));
            }
        }
        catch (Exception exception) when (file.Connector!.Knows(exception) && exception is not OperationCanceledException)
        {
            notes.Warn($"the server does not answer: {file.Connector.Translate(exception, ErrorStage.Session).Failure.What}");
        }
    }

    // MariaDB shows the hash of the password with the grants.
    static string WithoutSecret(string grant)
    {
        var end = grant.IndexOf(" IDENTIFIED ", StringComparison.OrdinalIgnoreCase);
        return end < 0 ? grant : $"{grant[..end]} …";
    }

    static async Task<List<string[]>> AskAsync(CaseFile file, string question, CancellationToken cancellationToken)
    {
        var command = file.Connection!.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = question;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                var rows = new List<string[]>();
                while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
                {
                    rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(column => $"{reader.GetValue(column)}")]);
                }

                return rows;
            }
        }
    }
}
