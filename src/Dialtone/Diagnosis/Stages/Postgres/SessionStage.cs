using System.Data.Common;
using System.Globalization;
using Dialtone.Diagnosis.Probing;
using Dialtone.Errors;

namespace Dialtone.Diagnosis.Stages.Postgres;

/// <summary>Asks the open session what it is.</summary>
sealed class SessionStage() : Stage("session")
{
    const string Question = """
        select split_part(version(), ' on ', 1), pg_is_in_recovery()::text, current_setting('transaction_read_only'),
            coalesce(s.ssl::text, ''), coalesce(s.version, ''), coalesce(s.cipher, ''), coalesce(s.client_dn, ''),
            pg_backend_pid()::text, current_user::text, current_database()::text, coalesce(host(inet_client_addr()), '')
        from (select 1) as one left join pg_stat_ssl as s on s.pid = pg_backend_pid()
        """;

    /// <inheritdoc/>
    public override async Task RunAsync(CaseFile file, StageNotes notes, CancellationToken cancellationToken)
    {
        string[] facts;
        try
        {
            facts = await AskAsync(file.Connection!, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception exception) when (file.Connector!.Knows(exception) && exception is not OperationCanceledException)
        {
            var failure = file.Connector.Translate(exception, ErrorStage.Session).Failure;
            if (failure.Kind is ErrorKind.Disconnected or ErrorKind.Failover)
            {
                throw new DatabaseException(failure);
            }

            notes.Warn($"the server does not answer PostgreSQL's questions about a session: {failure.What}");
            return;
        }

        var isEncrypted = facts[3] is "true" or "t";
        file.Session = new()
        {
            IsEncrypted = facts[3].Length == 0 ? null : isEncrypted,
            Release = int.TryParse(facts[0].Split(' ', '.').ElementAtOrDefault(1), CultureInfo.InvariantCulture, out var release)
                ? release
                : null,
            PoolerSign = SignOfPooler(file, facts[7], isEncrypted),
        };
        notes.Add(
            $"{facts[0]}, database {facts[9]}, user {facts[8]}" + (facts[10].Length > 0 ? $", seen by the server as {facts[10]}" : "")
        );
        notes.Add(facts[1] == "true" ? "a standby: read-only" : $"a primary{(facts[2] == "on" ? ", but the session is read-only" : "")}");
        notes.Add(file.Session.PoolerSign is { } sign ? $"a pooler or proxy stands between: {sign}" : "no pooler seen between");
        if (file.Session.PoolerSign is null)
        {
            ShowEncryption(file, facts, isEncrypted, notes);
        }
    }

    static void ShowEncryption(CaseFile file, string[] facts, bool isEncrypted, StageNotes notes)
    {
        if (isEncrypted)
        {
            notes.Add(
                $"encrypted: {facts[4]}, {facts[5]}"
                    + (facts[6].Length > 0 ? $", client certificate {facts[6]}" : ", no client certificate")
            );
        }
        else if (file.Host is { IsSocket: true })
        {
            notes.Add("over a Unix socket");
        }
        else
        {
            notes.Warn("NOT encrypted");
        }
    }

    // A server tells each connection its own process; a pooler makes that number up.
    static string? SignOfPooler(CaseFile file, string process, bool isEncrypted)
    {
        var told = file.Connector!.BackendProcessOf(file.Connection!);
        return told is { } number && process != number.ToString(CultureInfo.InvariantCulture)
                ? $"the process {number} was announced, the queries run in {process}"
            : !isEncrypted && file is { DemandsTls: true, Answer.Kind: PeerKind.Tls } ? "this line is encrypted, the server's is not"
            : null;
    }

    static async Task<string[]> AskAsync(DbConnection connection, CancellationToken cancellationToken)
    {
        var command = connection.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Question;
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using (reader.ConfigureAwait(false))
            {
                _ = await reader.ReadAsync(cancellationToken).ConfigureAwait(false);
                return [.. Enumerable.Range(0, reader.FieldCount).Select(reader.GetString)];
            }
        }
    }
}
