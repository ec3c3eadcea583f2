using System.Globalization;
using Dialtone.Cli.Output;
using Dialtone.Errors;
using Dialtone.Shell.Display;
using Dialtone.Shell.Evaluation;
using Dialtone.Sql;

namespace Dialtone.Shell.Backslash;

/// <summary>Runs statements as psql does: results, tag and time to the output, failures to standard error, the session goes on.</summary>
sealed class StatementRunner(SqlSession session)
{
    // A name that nobody else gives to a savepoint.
    const string Savepoint = "savepoint dialtone_before_statement";
    const string Release = "release dialtone_before_statement";
    const string GoBack = "rollback to dialtone_before_statement";

    readonly DestructiveGuard guard = new(session);
    OpenResult? open;

    /// <summary>The time that the last statement took.</summary>
    public TimeSpan LastTime { get; private set; }

    /// <summary>Runs one statement.</summary>
    /// <returns>Whether it succeeded.</returns>
    public async Task<bool> RunAsync(string statement, CancellationToken cancellationToken, StatementOptions? options = null)
    {
        await CloseAsync();
        options ??= new();
        var sql = VariableText.Replace(session.Engine, statement, session.Variables);
        session.LastStatement = sql;
        if (session.Variables["ECHO"] == "queries")
        {
            session.Io.Out.Write(sql + ";\n");
        }

        var traits = session.Engine.Inspect(sql);
        if (traits.Tag.Length == 0)
        {
            return true;
        }

        var hasSavepoint = false;
        try
        {
            await session.EnsureConnectedAsync(cancellationToken);
            if (!await guard.MayRunAsync(traits, cancellationToken))
            {
                session.Say("Not run.");
                return false;
            }

            hasSavepoint = await PrepareAsync(traits, cancellationToken);
            await ExecuteAsync(sql, traits, options, cancellationToken);
            session.Transaction.Succeeded(traits.Step);
            // To release ours would release a savepoint that was made after it.
            if (hasSavepoint && session.Transaction.IsOpen && traits.Tag is not ("SAVEPOINT" or "RELEASE"))
            {
                await session.Connection.ExecuteAsync(Release, cancellationToken);
            }

            return true;
        }
        catch (OperationCanceledException)
        {
            await FailedAsync(hasSavepoint);
            session.Say("Cancelled: the server stopped the statement.");
            SessionVariables.Failed(session.Variables, "canceling statement due to user request", "57014");
            return false;
        }
        catch (ExpressionException exception)
        {
            await FailedAsync(hasSavepoint);
            session.CSharp.Report(exception.Reason);
            return false;
        }
        catch (DatabaseException failure)
        {
            await FailedAsync(hasSavepoint);
            Report(failure, options.IsTerminated ? sql + ";" : sql);
            return failure.Kind == ErrorKind.Disconnected
                && await new Reconnection(session).RunAgainAsync(sql, traits, options, cancellationToken);
        }
    }

    /// <summary>Tells a failure.</summary>
    public void Report(DatabaseException failure, string? sql)
    {
        session.LastFailure = (failure, sql);
        SessionVariables.Failed(session.Variables, failure.Failure.Server?.Message ?? failure.Failure.What, failure.SqlState);
        session.Say(FailureText.Of(failure, sql, session.Variables["VERBOSITY"] ?? "default", session.IsInteractive));
    }

    /// <summary>The next rows of the result that was cut off at the limit.</summary>
    /// <returns>False if there is none.</returns>
    public async Task<bool> MoreAsync(bool all, CancellationToken cancellationToken)
    {
        if (open is not { } result)
        {
            return false;
        }

        result.Rows.Continue(all ? 0 : session.Print.Limit);
        await session.ShowAsync(result.Rows, cancellationToken);
        if (!result.Rows.HasMore)
        {
            await CloseAsync();
        }

        return true;
    }

    /// <summary>Ends the result that was cut off at the limit, unless the command is the one that asks for more of it.</summary>
    public Task CloseUnlessMoreAsync(string command) => command == "more" ? Task.CompletedTask : CloseAsync();

    /// <summary>Ends the result that was cut off at the limit.</summary>
    public async Task CloseAsync()
    {
        if (open is { } result)
        {
            open = null;
            try
            {
                await result.Result.DisposeAsync();
            }
            catch (DatabaseException)
            {
                // Rows that nobody wants any more; if the session is lost, the next statement says so.
                session.Transaction.Failed();
            }
        }
    }

    /// <summary>Runs a statement whose failure the caller tells.</summary>
    public async Task ExecuteAsync(string sql, StatementTraits traits, StatementOptions options, CancellationToken cancellationToken)
    {
        var started = session.Options.Time.GetTimestamp();
        if (options.ExecuteAsync is { } execute)
        {
            await execute(sql, cancellationToken);
            return;
        }

        if (traits.Tag == "COPY" && CopyStatement.UsesClient(session.Engine, sql))
        {
            await CopyStatement.RunAsync(session, sql, cancellationToken);
            TellTime(session.Options.Time.GetElapsedTime(started), null);
            return;
        }

        var (text, binds) = await WithBindsAsync(sql, options, cancellationToken);
        var result = await session.Connection.ReadTextAsync(text, binds, cancellationToken);
        var keepsOpen = false;
        try
        {
            var waited = session.Options.Time.GetElapsedTime(started);
            var rowCount = 0L;
            var hasRows = false;
            do
            {
                if (result.Columns.Count > 0 || traits is { Tag: "SELECT", IsQuery: true })
                {
                    hasRows = true;
                    (rowCount, var reading, keepsOpen) = await ShowAsync(result, options, cancellationToken);
                    waited += reading;
                }
            } while (!keepsOpen && await result.NextResultAsync(cancellationToken));

            var changed = keepsOpen ? -1 : result.RowsAffected;
            if (options.Consume is null && CommandTag.Text(traits.Tag, changed, hasRows) is { Length: > 0 } tag)
            {
                session.Tell(tag);
            }

            SessionVariables.Succeeded(session.Variables, hasRows ? rowCount : Math.Max(0, changed));
            TellTime(session.Options.Time.GetElapsedTime(started) - session.TakeReadingTime(), waited);
        }
        finally
        {
            if (!keepsOpen)
            {
                await result.DisposeAsync();
            }
        }
    }

    async Task<(long Rows, TimeSpan Waited, bool KeepsOpen)> ShowAsync(
        TextResult result,
        StatementOptions options,
        CancellationToken cancellationToken
    )
    {
        if (options.Consume is { } consumeAsync)
        {
            await consumeAsync(result, cancellationToken);
            return (0, TimeSpan.Zero, false);
        }

        var timed = new TimedRows(result, session.Options.Time) { CountsRows = true };
        var settings = options.Print ?? session.Print;
        if (options.Output is { } output)
        {
            var printer = new ResultPrinter(Screen.None, session.Engine, session.Options.Time);
            return (await printer.PrintAsync(timed, settings, output, isScreen: false, cancellationToken), timed.Waited, false);
        }

        var limited = new LimitedRows(timed, session.IsOutputScreen && session.IsInteractive ? settings.Limit : 0);
        var count = await session.ShowAsync(limited, cancellationToken, settings);
        open = limited.HasMore ? new(result, limited) : null;
        return (count, timed.Waited, limited.HasMore);
    }

    // What is no variable of psql's may be one of the program's.
    async Task<(string Sql, Binds? Binds)> WithBindsAsync(string sql, StatementOptions options, CancellationToken cancellationToken) =>
        options.Binds is { } values
            ? VariableText.WithNumbers(sql, values)
            : await ValueBinds.BindAsync(session.Engine, session.CSharp.CSharp, sql, session.ScriptFolders.Count == 0, cancellationToken);

    // Returns whether there is a savepoint to go back to.
    async Task<bool> PrepareAsync(StatementTraits traits, CancellationToken cancellationToken)
    {
        if (!session.Transaction.IsOpen && !session.Variables.IsOn("AUTOCOMMIT") && traits.Step == TransactionStep.None)
        {
            await session.Connection.ExecuteAsync("begin", cancellationToken);
            session.Transaction.Succeeded(TransactionStep.Begin);
        }

        var wants = session.Variables["ON_ERROR_ROLLBACK"] switch
        {
            "interactive" => session.IsInteractive,
            _ => session.Variables.IsOn("ON_ERROR_ROLLBACK"),
        };
        if (!wants || !session.Transaction.IsOpen || session.Transaction.IsFailed || traits.Step != TransactionStep.None)
        {
            return false;
        }

        await session.Connection.ExecuteAsync(Savepoint, cancellationToken);
        return true;
    }

    async Task FailedAsync(bool hasSavepoint)
    {
        session.Transaction.Failed();
        if (!hasSavepoint)
        {
            return;
        }

        try
        {
            await session.Connection.ExecuteAsync(GoBack);
            session.Transaction.Succeeded(TransactionStep.BackToSavepoint);
        }
        catch (DatabaseException)
        {
            // The connection is gone, and the transaction with it.
        }
    }

    void TellTime(TimeSpan total, TimeSpan? waited)
    {
        LastTime = total;
        if (!session.Timing)
        {
            return;
        }

        var whole = total.TotalMilliseconds.ToString("0.000", CultureInfo.InvariantCulture);
        var split =
            waited is { } server && session.IsInteractive
                ? string.Create(
                    CultureInfo.InvariantCulture,
                    $" (server {server.TotalMilliseconds:0.000}, client {Math.Max(0, (total - server).TotalMilliseconds):0.000})"
                )
                : "";
        session.Io.Out.Write($"Time: {whole} ms{split}\n");
    }

    sealed record OpenResult(TextResult Result, LimitedRows Rows);
}
