using Dialtone.Errors;
using Dialtone.Sql;

namespace Dialtone.Shell.Backslash;

/// <summary>After the server was lost: a new session, and the statement again if that is safe.</summary>
/// <remarks>
/// Safe is a query outside a transaction, because the server itself can be told to let it change nothing: it runs again in a transaction that
/// is read-only. Everything else may have happened already, so a person decides.
/// </remarks>
sealed class Reconnection(SqlSession session)
{
    /// <summary>What is told after a new session was opened.</summary>
    public const string Done =
        "The connection to the server was lost. Connected again: settings, temporary tables and prepared statements are gone.";

    /// <summary>What is told if a transaction was open.</summary>
    public const string TransactionLost = "The open transaction was rolled back by the server.";

    /// <summary>Connects again, and runs the statement again if that is safe.</summary>
    /// <returns>Whether the statement succeeded in the end.</returns>
    public async Task<bool> RunAgainAsync(string sql, StatementTraits traits, StatementOptions options, CancellationToken cancellationToken)
    {
        var hadTransaction = session.Transaction.IsOpen;
        try
        {
            await session.ConnectAsync(session.Engine, cancellationToken);
        }
        catch (DatabaseException failure)
        {
            session.Say("The connection to the server was lost, and a new one failed. The next statement tries again.");
            session.Runner.Report(failure, null);
            return false;
        }
        catch (OperationCanceledException)
        {
            session.Say("The connection to the server was lost. The next statement connects again.");
            return false;
        }

        session.Say(Done);
        if (hadTransaction)
        {
            session.Say(TransactionLost);
            return false;
        }

        if (!traits.IsQuery || session.Engine.Target.Dialect != "postgresql")
        {
            session.Say("The statement was not run again: it may have happened already.");
            return false;
        }

        return await RunReadOnlyAsync(sql, traits, options, cancellationToken);
    }

    async Task<bool> RunReadOnlyAsync(string sql, StatementTraits traits, StatementOptions options, CancellationToken cancellationToken)
    {
        var isDone = false;
        try
        {
            await session.Connection.ExecuteAsync("begin read only", cancellationToken);
            await session.Runner.ExecuteAsync(sql, traits, options, cancellationToken);
            isDone = true;
            await session.Runner.CloseAsync();
            await session.Connection.ExecuteAsync("commit", cancellationToken);
        }
        catch (DatabaseException failure)
        {
            session.Runner.Report(failure, sql);
        }
        catch (OperationCanceledException)
        {
            session.Say("Cancelled.");
        }

        if (!isDone)
        {
            await EndAsync();
        }

        return isDone;
    }

    async Task EndAsync()
    {
        try
        {
            await session.Connection.ExecuteAsync("rollback");
        }
        catch (DatabaseException)
        {
            // Lost once more; the next statement says so.
        }
    }
}
