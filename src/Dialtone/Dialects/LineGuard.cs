using System.Data.Common;

namespace Dialtone.Dialects;

/// <summary>Cuts the line of a session whose driver is still at work a while after it should have stopped.</summary>
/// <remarks>Drivers notice a limit or a cancelled token while they wait for bytes; a server that never stops sending never lets them wait.</remarks>
sealed class LineGuard : IDisposable
{
    /// <summary>What a driver gets to end a statement in good order, which takes it a connection of its own.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromSeconds(4);

    readonly Connector connector;
    readonly DbConnection session;
    readonly ITimer timer;
    readonly CancellationTokenRegistration registration;

    // Odd while the driver is at work.
    int turn;

    // What it was when somebody last looked. The first piece of work begins with the guard.
    int lastTurn = 1;

    LineGuard(Connector connector, DbConnection session, TimeSpan limit, TimeProvider time, CancellationToken cancellationToken)
    {
        this.connector = connector;
        this.session = session;
        var period = limit > TimeSpan.Zero ? limit + Grace : Timeout.InfiniteTimeSpan;
        timer = time.CreateTimer(static guard => ((LineGuard)guard!).Look(), this, period, period);
        registration = cancellationToken.UnsafeRegister(static guard => ((LineGuard)guard!).Cancelled(), this);
    }

    /// <summary>Whether the line was cut.</summary>
    public bool HasCut { get; private set; }

    /// <summary>A guard of a session, or <see langword="null"/> where there is neither a limit nor a token that could be cancelled.</summary>
    public static LineGuard? Of(
        Connector connector,
        DbConnection session,
        TimeSpan limit,
        TimeProvider time,
        CancellationToken cancellationToken
    ) =>
        connector.CanCut && (limit > TimeSpan.Zero || cancellationToken.CanBeCanceled)
            ? new(connector, session, limit, time, cancellationToken)
            : null;

    /// <summary>A guard of a session whose driver is at work until the guard is disposed, and must end when a token is cancelled.</summary>
    public static LineGuard? Start(Connector connector, DbConnection session, TimeProvider time, CancellationToken cancellationToken)
    {
        var guard = Of(connector, session, TimeSpan.Zero, time, cancellationToken);
        guard?.Enter();
        return guard;
    }

    /// <summary>The driver begins to work.</summary>
    public void Enter() => Volatile.Write(ref turn, turn | 1);

    /// <summary>The driver has come back.</summary>
    public void Leave() => Volatile.Write(ref turn, (turn | 1) + 1);

    /// <inheritdoc/>
    public void Dispose()
    {
        registration.Dispose();
        timer.Dispose();
    }

    void Cancelled()
    {
        lastTurn = Volatile.Read(ref turn);
        timer.Change(Grace, Grace);
    }

    // At work for a whole period, and not twice for a moment.
    void Look()
    {
        var now = Volatile.Read(ref turn);
        if (now == lastTurn && (now & 1) == 1)
        {
            HasCut = true;
            connector.Cut(session);
        }

        lastTurn = now;
    }
}
