using System.Data.Common;
using Dialtone.Dialects;
using Dialtone.Errors;

namespace Dialtone.Pooling;

/// <summary>What runs on every session when it is new and when it was reset.</summary>
/// <param name="Sql">Statements, or empty.</param>
/// <param name="Code">Code, or <see langword="null"/>.</param>
/// <param name="Limit">How long the statements may take; zero means for ever.</param>
sealed record SessionSetup(string Sql, Func<DbConnection, CancellationToken, ValueTask>? Code, TimeSpan Limit)
{
    /// <summary>Runs it.</summary>
    /// <exception cref="DatabaseException">The server did not answer within the limit.</exception>
    public async ValueTask RunAsync(Connector connector, DbConnection driver, TimeProvider time, CancellationToken cancellationToken)
    {
        if (Sql.Length > 0)
        {
            await RunSqlAsync(connector, driver, time, cancellationToken).ConfigureAwait(false);
        }

        if (Code is not null)
        {
            await Code(driver, cancellationToken).ConfigureAwait(false);
        }
    }

    async ValueTask RunSqlAsync(Connector connector, DbConnection driver, TimeProvider time, CancellationToken cancellationToken)
    {
        using var timer = Limit > TimeSpan.Zero ? new CancellationTokenSource(Limit, time) : new CancellationTokenSource();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(timer.Token, cancellationToken);
        using var guard = LineGuard.Start(connector, driver, time, either.Token);
        var command = driver.CreateCommand();
        await using (command.ConfigureAwait(false))
        {
            command.CommandText = Sql;
            try
            {
                await command.ExecuteNonQueryAsync(either.Token).ConfigureAwait(false);
            }
            catch (Exception exception) when (timer.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
            {
                throw new DatabaseException(
                    new()
                    {
                        Stage = ErrorStage.Session,
                        Kind = ErrorKind.Timeout,
                        What = $"the server did not answer within {Limit.TotalSeconds:0.###} s when the session was set up",
                        Fix = "check the server and the network, or raise EngineOptions.StatementTimeout or ConnectTimeout",
                    },
                    exception
                );
            }
        }
    }
}
