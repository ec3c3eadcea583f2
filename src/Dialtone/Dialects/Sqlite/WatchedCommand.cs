using System.Data;
using System.Data.Common;
using Microsoft.Data.Sqlite;

namespace Dialtone.Dialects.Sqlite;

/// <summary>The driver's command, under the watch of its connection.</summary>
/// <remarks>
/// An asynchronous call whose token can be cancelled runs on a thread of the pool, so that the caller is free to cancel it; every other call
/// runs on the calling thread, as SQLite works.
/// </remarks>
sealed class WatchedCommand : SqliteCommand
{
    int seconds;

    /// <summary>The limit of one statement in seconds; 0 means none. The wait for locks has the target's own limit.</summary>
    public override int CommandTimeout
    {
        // While a call runs, only the driver's loop that waits for locks reads this, before each round: 0 goes on, less than 0 gives up.
        get => Watch is { IsActive: true } watch ? (watch.MustStopWaiting() ? -1 : 0) : seconds;
        set => seconds = value;
    }

    /// <summary>The limit of one statement.</summary>
    public TimeSpan Limit => TimeSpan.FromSeconds(seconds);

    StatementWatch? Watch => (Connection as SqliteSession)?.Watch;

    /// <inheritdoc/>
    public override void Cancel() => Watch?.Cancel();

    /// <inheritdoc/>
    public override SqliteDataReader ExecuteReader(CommandBehavior behavior) =>
        Run(this, behavior, static (command, behavior) => command.ReadDirectly(behavior), CancellationToken.None);

    /// <inheritdoc/>
    public override int ExecuteNonQuery() => Run(this, 0, static (command, _) => command.ChangeDirectly(), CancellationToken.None);

    /// <inheritdoc/>
    public override object? ExecuteScalar() => Run(this, 0, static (command, _) => command.ScalarDirectly(), CancellationToken.None);

    /// <inheritdoc/>
    public override Task<int> ExecuteNonQueryAsync(CancellationToken cancellationToken) =>
        RunAsync(0, static (command, _) => command.ChangeDirectly(), cancellationToken);

    /// <inheritdoc/>
    public override Task<object?> ExecuteScalarAsync(CancellationToken cancellationToken) =>
        RunAsync(0, static (command, _) => command.ScalarDirectly(), cancellationToken);

    /// <inheritdoc/>
    protected override DbDataReader ExecuteDbDataReader(CommandBehavior behavior) => Watched(ExecuteReader(behavior));

    /// <inheritdoc/>
    protected override Task<DbDataReader> ExecuteDbDataReaderAsync(CommandBehavior behavior, CancellationToken cancellationToken) =>
        RunAsync<CommandBehavior, DbDataReader>(
            behavior,
            static (command, behavior) => command.Watched(command.ReadDirectly(behavior)),
            cancellationToken
        );

    WatchedReader Watched(SqliteDataReader reader) => new WatchedReader(reader, (SqliteSession)Connection!, Limit);

    SqliteDataReader ReadDirectly(CommandBehavior behavior) => base.ExecuteReader(behavior);

    int ChangeDirectly() => base.ExecuteNonQuery();

    object? ScalarDirectly() => base.ExecuteScalar();

    Task<T> RunAsync<TArgument, T>(TArgument argument, Func<WatchedCommand, TArgument, T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested)
        {
            return Task.FromCanceled<T>(cancellationToken);
        }

        if (cancellationToken.CanBeCanceled)
        {
            return Task.Run(() => Run(this, argument, work, cancellationToken), CancellationToken.None);
        }

        try
        {
            return Task.FromResult(Run(this, argument, work, cancellationToken));
        }
        catch (Exception exception)
        {
            return Task.FromException<T>(exception);
        }
    }

    static T Run<TArgument, T>(
        WatchedCommand command,
        TArgument argument,
        Func<WatchedCommand, TArgument, T> work,
        CancellationToken cancellationToken
    )
    {
        if (command.Connection is not SqliteSession session)
        {
            return work(command, argument);
        }

        // A command that was made before its connection was open knows nothing of the transaction; SQLite runs everything in it anyway.
        command.Transaction ??= session.OpenTransaction;
        var watch = session.Watch;
        using var scope = watch.Enter(command.Limit, cancellationToken);
        try
        {
            return work(command, argument);
        }
        catch (SqliteException exception) when (watch.Ended(exception) is { } reason)
        {
            throw reason;
        }
    }
}
