using System.Globalization;
using Dialtone.Cli.Output;
using Dialtone.Cli.Terminal;
using Dialtone.Errors;

namespace Dialtone.Cli.Commands;

/// <summary>Runs statements one by one: rows to a writer, words to standard error.</summary>
sealed class StatementRunner(Stdio io, ResultWriter writer)
{
    /// <summary>Whether each statement's time is told.</summary>
    public bool Timing { get; init; }

    /// <summary>Whether row counts and command tags are left out.</summary>
    public bool Quiet { get; init; }

    /// <summary>Runs one statement of a script.</summary>
    /// <exception cref="ScriptException">It failed.</exception>
    public async Task RunAsync(
        Executor executor,
        ScriptStatement statement,
        string? scriptName,
        Binds? binds,
        CancellationToken cancellationToken
    )
    {
        var started = TimeProvider.System.GetTimestamp();
        try
        {
            await using var result = await executor.ReadTextAsync(statement.Text, binds, cancellationToken);
            var hasRows = false;
            do
            {
                if (result.Columns.Count > 0)
                {
                    hasRows = true;
                    await writer.WriteAsync(new TextRows(result), cancellationToken);
                    Tell(RowCountText.Of(writer.RowCount));
                }
            } while (await result.NextResultAsync(cancellationToken));

            if (CommandTag.Text(statement.Tag, result.RowsAffected, hasRows) is { Length: > 0 } tag)
            {
                Tell(tag);
            }
        }
        catch (DatabaseException exception)
        {
            throw new ScriptException(exception, scriptName, statement);
        }

        if (Timing)
        {
            var milliseconds = TimeProvider.System.GetElapsedTime(started).TotalMilliseconds;
            io.Say(string.Create(CultureInfo.InvariantCulture, $"Time: {milliseconds:0.000} ms"));
        }
    }

    void Tell(string words)
    {
        if (!Quiet)
        {
            io.Say(words);
        }
    }
}
