using System.Data.Common;
using System.Runtime.InteropServices;
using Dialtone.Sql;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>Which statements of a session are worth preparing, so that the server plans them once: those that ran several times on it.</summary>
/// <remarks>
/// Only on a line of its own: behind a pooler that gives each transaction another session, a name would stand for somebody else's statement. Such
/// a pooler has told another process than the one that answers.
/// </remarks>
sealed class PreparedStatements
{
    // As psycopg's prepare_threshold.
    const int Threshold = 5;

    // As psycopg's prepared_max. Statements beyond are not prepared: what is not repeated would otherwise push out what is.
    const int Most = 100;

    const int LongestText = BoundedMemory<string, int>.LongestText;

    // What is known of texts that were seen, most of them once, must not grow without bound.
    const int MostSeen = 1000;

    readonly Dictionary<string, int> uses = new(StringComparer.Ordinal);
    readonly HashSet<string> prepared = new(StringComparer.Ordinal);
    bool? isDirect;

    /// <summary>Runs a command, prepared if it is worth it.</summary>
    public async Task<DbDataReader> ExecuteAsync(NpgsqlCommand command, CancellationToken cancellationToken)
    {
        var session = command.Connection!;
        // The driver keeps the form of the first results, so that values would come as text later on.
        if (command.AllResultTypesAreUnknown || !await AreWorthAsync(command.CommandText, session, cancellationToken).ConfigureAwait(false))
        {
            return await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        }

        try
        {
            await command.PrepareAsync(cancellationToken).ConfigureAwait(false);
            return await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (PostgresException exception) when (IsStale(exception))
        {
            await ForgetAsync(session, cancellationToken).ConfigureAwait(false);
            if (command.Transaction is not null)
            {
                throw;
            }

            // Nothing has run yet. In a transaction that was begun by SQL the second attempt fails, as the first did.
            // The command holds on to what it was prepared as until it gets a text.
            command.CommandText = $"{command.CommandText}";
            return await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask<bool> AreWorthAsync(string sql, NpgsqlConnection session, CancellationToken cancellationToken)
    {
        if (isDirect == false || sql.Length > LongestText)
        {
            return false;
        }

        if (prepared.Contains(sql))
        {
            return true;
        }

        if (ForgetsStatements(sql))
        {
            await ForgetAsync(session, cancellationToken).ConfigureAwait(false);
            return false;
        }

        if (uses.Count >= MostSeen)
        {
            uses.Clear();
        }

        if (Count(sql) < Threshold || prepared.Count >= Most || !IsOneStatementOfData(sql))
        {
            return false;
        }

        isDirect ??= await IsDirectAsync(session, cancellationToken).ConfigureAwait(false);
        return isDirect.Value && prepared.Add(sql);
    }

    int Count(string sql)
    {
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(uses, sql, out _);
        return count < Threshold ? ++count : count;
    }

    async ValueTask ForgetAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        uses.Clear();
        if (prepared.Count > 0)
        {
            prepared.Clear();
            // The driver has no asynchronous way; it happens once in a while.
            await Task.Run(session.UnprepareAll, cancellationToken).ConfigureAwait(false);
        }
    }

    // The server has dropped it, or a table has other columns now.
    static bool IsStale(PostgresException exception) =>
        exception
            is { SqlState: PostgresErrorCodes.InvalidSqlStatementName }
                or { SqlState: PostgresErrorCodes.FeatureNotSupported, Routine: "RevalidateCachedQuery" };

    static bool ForgetsStatements(string sql)
    {
        var start = sql.AsSpan().TrimStart();
        return start.StartsWith("deallocate", StringComparison.OrdinalIgnoreCase)
            || start.StartsWith("discard", StringComparison.OrdinalIgnoreCase);
    }

    // One of several could need what another makes.
    static bool IsOneStatementOfData(string sql) =>
        StatementClassifier.Classify(sql, SqlSyntax.PostgreSql).Kind
            is StatementKind.Select
                or StatementKind.Values
                or StatementKind.Insert
                or StatementKind.Update
                or StatementKind.Delete
                or StatementKind.Merge
        && !sql.AsSpan().TrimEnd("; \t\r\n").Contains(';');

    static async ValueTask<bool> IsDirectAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        var question = new NpgsqlCommand("SELECT pg_catalog.pg_backend_pid()", session);
        await using (question.ConfigureAwait(false))
        {
            return await question.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is int process
                && process == session.ProcessID;
        }
    }
}
