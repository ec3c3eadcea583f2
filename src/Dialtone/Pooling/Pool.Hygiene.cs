using Dialtone.Dialects;
using Dialtone.Sql;

namespace Dialtone.Pooling;

// What a user did to a session is taken back before the next one gets it, in nobody's time but the pool's own.
sealed partial class Pool
{
    static readonly TimeSpan SchemaCodeLifetime = TimeSpan.FromMinutes(1);

    bool holdsSchemaCode = true;
    long schemaCodeKnownUntil;
    int isAskingForSchemaCode;

    bool NeedsReset(PooledSession session) =>
        session.Touch != SessionTouch.None
        && options.Reset switch
        {
            SessionReset.Always => true,
            SessionReset.Never => session.Touch >= SessionTouch.Direct,
            _ => session.Touch >= SessionTouch.Direct || MayHoldSchemaCode(),
        };

    bool MayHoldSchemaCode() =>
        connector.AlwaysHoldsSessionCode
        ?? (Volatile.Read(ref holdsSchemaCode) || time.GetTimestamp() >= Volatile.Read(ref schemaCodeKnownUntil));

    async Task ResetAsync(PooledSession session)
    {
        try
        {
            using var limit = new CancellationTokenSource(UpkeepLimit, time);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, end.Token);
            using var guard = LineGuard.Start(connector, session.Driver, time, either.Token);
            if (await CleanAsync(session, either.Token).ConfigureAwait(false) && session.IsUsable)
            {
                Release(session);
                return;
            }
        }
        catch (Exception)
        {
            // Whatever went wrong, the next user gets another session.
        }

        if (!session.IsUsable && !isDisposed)
        {
            Invalidate();
        }

        await CloseAsync(session, isDisposed ? CloseReason.End : CloseReason.Reset).ConfigureAwait(false);
    }

    async ValueTask<bool> CleanAsync(PooledSession session, CancellationToken cancellationToken)
    {
        if (options.Reset == SessionReset.Never)
        {
            await connector.RollBackAsync(session.Driver, cancellationToken).ConfigureAwait(false);
            return true;
        }

        // Whoever could have changed the schema's code has it read again.
        if (session.Touch == SessionTouch.Command)
        {
            Volatile.Write(ref schemaCodeKnownUntil, 0);
        }

        if (
            session.Touch == SessionTouch.ThroughSchema
            && options.Reset == SessionReset.WhenTouched
            && !await AskForSchemaCodeAsync(session, cancellationToken).ConfigureAwait(false)
        )
        {
            return true;
        }

        if (!await connector.ResetAsync(session.Driver, cancellationToken).ConfigureAwait(false))
        {
            return false;
        }

        await options.Setup.RunAsync(connector, session.Driver, time, cancellationToken).ConfigureAwait(false);
        return true;
    }

    // Whether plain statements may touch a session in this database; one session asks at a time, the others are reset meanwhile.
    async ValueTask<bool> AskForSchemaCodeAsync(PooledSession session, CancellationToken cancellationToken)
    {
        if (
            connector.AlwaysHoldsSessionCode is not null
            || time.GetTimestamp() < Volatile.Read(ref schemaCodeKnownUntil)
            || Interlocked.Exchange(ref isAskingForSchemaCode, 1) == 1
        )
        {
            return MayHoldSchemaCode();
        }

        try
        {
            // A transaction or a setting could show another schema than the next user's.
            var asked = time.GetTimestamp();
            var holds = await connector.HoldsSessionCodeAsync(session.Driver, cancellationToken).ConfigureAwait(false);
            Volatile.Write(ref holdsSchemaCode, holds);
            Volatile.Write(ref schemaCodeKnownUntil, asked + (long)(SchemaCodeLifetime.TotalSeconds * time.TimestampFrequency));
            return holds;
        }
        finally
        {
            Volatile.Write(ref isAskingForSchemaCode, 0);
        }
    }
}
