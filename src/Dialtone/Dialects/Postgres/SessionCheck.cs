using Dialtone.Errors;
using Dialtone.Parameters;
using Npgsql;

namespace Dialtone.Dialects.Postgres;

/// <summary>Whether an open session is of the kind that libpq <c>target_session_attrs</c> asks for.</summary>
static class SessionCheck
{
    /// <summary>The mismatch in libpq's words, or <see langword="null"/> if the session will do.</summary>
    /// <remarks>Servers from version 14 on report the two settings by themselves; older ones are asked.</remarks>
    public static async ValueTask<string?> MismatchAsync(
        NpgsqlConnection session,
        TargetSessionAttrs attributes,
        CancellationToken cancellationToken
    )
    {
        switch (attributes)
        {
            case TargetSessionAttrs.ReadWrite when await IsReadOnlyAsync(session, cancellationToken).ConfigureAwait(false):
                return "session is read-only";
            case TargetSessionAttrs.ReadOnly when !await IsReadOnlyAsync(session, cancellationToken).ConfigureAwait(false):
                return "session is not read-only";
            case TargetSessionAttrs.Primary when await IsStandbyAsync(session, cancellationToken).ConfigureAwait(false):
                return "server is in hot standby mode";
            case TargetSessionAttrs.Standby
            or TargetSessionAttrs.PreferStandby when !await IsStandbyAsync(session, cancellationToken).ConfigureAwait(false):
                return "server is not in hot standby mode";
            default:
                return null;
        }
    }

    /// <summary>Has the server answer once: what it reports of the session is up to date then.</summary>
    public static async ValueTask PingAsync(NpgsqlConnection session, CancellationToken cancellationToken) =>
        await AskAsync(session, "SHOW transaction_read_only", cancellationToken).ConfigureAwait(false);

    /// <summary>The mismatch as a failure: another host may do.</summary>
    public static Failure Failure(string mismatch, PostgresTarget target) =>
        new()
        {
            Stage = ErrorStage.Session,
            Kind = ErrorKind.Failover,
            What = mismatch,
            Origin = target.Origin("target_session_attrs"),
            Fix = "add the other servers to host, or ask for target_session_attrs=any",
        };

    static async ValueTask<bool> IsReadOnlyAsync(NpgsqlConnection session, CancellationToken cancellationToken)
    {
        var reported = session.PostgresParameters;
        return
            reported.TryGetValue("default_transaction_read_only", out var readOnly)
            && reported.TryGetValue("in_hot_standby", out var standby)
            ? readOnly == "on" || standby == "on"
            : await AskAsync(session, "SHOW transaction_read_only", cancellationToken).ConfigureAwait(false) == "on";
    }

    static async ValueTask<bool> IsStandbyAsync(NpgsqlConnection session, CancellationToken cancellationToken) =>
        session.PostgresParameters.TryGetValue("in_hot_standby", out var standby)
            ? standby == "on"
            : await AskAsync(session, "SELECT pg_catalog.pg_is_in_recovery()::text", cancellationToken).ConfigureAwait(false) == "true";

    static async ValueTask<string> AskAsync(NpgsqlConnection session, string question, CancellationToken cancellationToken)
    {
        var command = session.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = question;
            return (string)(await command.ExecuteScalarAsync(cancellationToken).ConfigureAwait(false))!;
        }
    }
}
