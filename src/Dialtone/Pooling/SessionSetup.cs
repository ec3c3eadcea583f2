using System.Data.Common;

namespace Dialtone.Pooling;

/// <summary>What runs on every session when it is new and when it was reset.</summary>
/// <param name="Sql">Statements, or empty.</param>
/// <param name="Code">Code, or <see langword="null"/>.</param>
sealed record SessionSetup(string Sql, Func<DbConnection, CancellationToken, ValueTask>? Code)
{
    /// <summary>Runs it.</summary>
    public async ValueTask RunAsync(DbConnection driver, CancellationToken cancellationToken)
    {
        if (Sql.Length > 0)
        {
            var command = driver.CreateCommand();
            await using (command.ConfigureAwait(false))
            {
                command.CommandText = Sql;
                await command.ExecuteNonQueryAsync(cancellationToken).ConfigureAwait(false);
            }
        }

        if (Code is not null)
        {
            await Code(driver, cancellationToken).ConfigureAwait(false);
        }
    }
}
