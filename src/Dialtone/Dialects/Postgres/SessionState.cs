using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>Takes back what a user has changed of a session.</summary>
static class SessionState
{
    // DISCARD ALL would also forget the statements that the driver has prepared, which cost more than all the rest. They stay; a
    // session in which somebody has prepared others by SQL is not used again.
    const string Reset = """
        SELECT EXISTS (SELECT FROM pg_catalog.pg_prepared_statements WHERE from_sql);
        SET SESSION AUTHORIZATION DEFAULT;
        RESET ALL;
        CLOSE ALL;
        UNLISTEN *;
        SELECT pg_catalog.pg_advisory_unlock_all();
        DISCARD SEQUENCES;
        DISCARD TEMP
        """;

    /// <summary>Takes everything back; false if that cannot be done.</summary>
    public static async ValueTask<bool> ResetAsync(
        NpgsqlConnection session,
        NoticeEventHandler listener,
        CancellationToken cancellationToken
    )
    {
        await RollBackAsync(session, listener, cancellationToken).ConfigureAwait(false);
        var command = new NpgsqlCommand(Reset, session);
        await using (command.ConfigureAwait(false))
        {
            return await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false) is false;
        }
    }

    /// <summary>Ends a transaction that is open; nobody hears that there was none.</summary>
    public static async ValueTask RollBackAsync(NpgsqlConnection session, NoticeEventHandler listener, CancellationToken cancellationToken)
    {
        session.Notice -= listener;
        try
        {
            var command = new NpgsqlCommand("ROLLBACK", session);
            await using (command.ConfigureAwait(false))
            {
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            session.Notice += listener;
        }
    }
}
