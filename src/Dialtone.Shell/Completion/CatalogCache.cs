using System.Text.RegularExpressions;
using Dialtone.Errors;
using Dialtone.Shell.Backslash;

namespace Dialtone.Shell.Completion;

/// <summary>What completion knows of the database, fetched beside the typing over a session of its own and again after what changes it.</summary>
sealed partial class CatalogCache(SqlSession session) : IAsyncDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    readonly CancellationTokenSource ending = new();
    volatile CatalogSnapshot snapshot = CatalogSnapshot.Empty;
    Task fetching = Task.CompletedTask;
    bool isStale = true;

    /// <summary>What is known, once a fetch that is on its way has come back or has taken too long to wait for.</summary>
    public async Task<CatalogSnapshot> SnapshotAsync(CancellationToken cancellationToken)
    {
        await Task.WhenAny(fetching, Task.Delay(Patience, session.Options.Time, cancellationToken));
        return snapshot;
    }

    // A database in memory is a database of its connection alone.
    bool IsPrivate => session.Engine.Target.Dialect == "sqlite" && session.Variables["DBNAME"] is null or "" or ":memory:";

    /// <summary>Fetches again if what ran may have changed the catalog; while a transaction is open nobody else sees it, so not before its end.</summary>
    /// <param name="input">What ran, or nothing at the start.</param>
    /// <param name="cancellationToken">Ends the waiting where there is any.</param>
    public async Task RefreshAsync(string input, CancellationToken cancellationToken)
    {
        isStale |= ChangesCatalog().IsMatch(input);
        if (!isStale || (session.Transaction.IsOpen && !IsPrivate))
        {
            return;
        }

        isStale = false;
        var engine = session.Engine;
        if (IsPrivate)
        {
            await ReadAsync(session.Connection, engine, cancellationToken);
        }
        else
        {
            // One after the other: what a fetch that is on its way has read already may be out of date.
            var before = fetching;
            fetching = Task.Run(() => FetchAsync(before, engine), CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await ending.CancelAsync();
        await fetching;
        ending.Dispose();
    }

    async Task FetchAsync(Task before, Engine engine)
    {
        await before;
        try
        {
            await using var connection = await engine.ConnectAsync("completion", ending.Token);
            await ReadAsync(connection, engine, ending.Token);
        }
        catch (Exception exception) when (exception is DatabaseException or OperationCanceledException or ObjectDisposedException)
        {
            // Completion then knows keywords and commands; that a second session is refused is nothing to trouble anybody with.
        }
    }

    async Task ReadAsync(Connection connection, Engine engine, CancellationToken cancellationToken)
    {
        try
        {
            snapshot = await new CatalogReader(connection, CatalogQueries.Of(engine.Target.Dialect)).ReadAsync(cancellationToken);
        }
        catch (DatabaseException)
        {
            snapshot = CatalogSnapshot.Empty;
        }
    }

    [GeneratedRegex(
        @"\b(create|alter|drop|rename|comment|import|search_path|use|attach|detach|do|call)\b|\\(c|connect|i|ir|include|gexec)\b",
        RegexOptions.IgnoreCase
    )]
    private static partial Regex ChangesCatalog();
}
